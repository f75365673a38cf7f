/** What a person calls a media type; the first that fits. */
const KINDS = [
  ['pdf', /pdf/],
  ['sheet', /spreadsheet|excel|csv/],
  ['letter', /wordprocessing|msword|opendocument\.text|rtf/],
  ['slides', /presentation|powerpoint/],
  ['mail', /rfc822|outlook/],
  ['archive', /zip|x-tar|x-7z|rar\b/],
  ['image', /^image\//],
  ['sound', /^audio\//],
  ['film', /^video\//],
  ['text', /^text\//],
] as const;

export type MediaKind = (typeof KINDS)[number][0] | 'other';

export const mediaKind = (mediaType: string): MediaKind =>
  KINDS.find(([, fits]) => fits.test(mediaType))?.[0] ?? 'other';

/** Whether its bytes are what a person reads: the openxmlformats of offices are zip archives. */
export const isText = (mediaType: string): boolean =>
  /^text\/|[/+](json|xml|csv)$/.test(mediaType) && !/html/.test(mediaType);
