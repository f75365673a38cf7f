/** The path of something in a folder; "/" is the dossier itself. */
export const within = (folder: string, name: string) => `${folder === '/' ? '' : folder}/${name}`;
