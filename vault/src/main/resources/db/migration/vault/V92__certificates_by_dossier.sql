-- Certificates are asked for by their dossier when manifests come back.
CREATE INDEX ON vault_erasure (dossier_id);
