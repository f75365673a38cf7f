-- What clients of the drive (WebDAV) note at a resource for themselves; it goes with the resource.
CREATE TABLE vault_drive_property (
    document_id bigint REFERENCES vault_document (id) ON DELETE CASCADE,
    folder_id bigint REFERENCES vault_folder (id) ON DELETE CASCADE,
    namespace text NOT NULL,
    name text NOT NULL,
    value text NOT NULL, -- the element as XML
    CHECK ((document_id IS NULL) <> (folder_id IS NULL)),
    UNIQUE NULLS NOT DISTINCT (document_id, folder_id, namespace, name)
);
CREATE INDEX ON vault_drive_property (folder_id);
