/**
 * Manifests: what a type or a dossier consists of, written into the stores behind everybody's back
 * so that the database can be made again from them (docs/formats/manifest.md). Wired by the facade;
 * nobody waits for a manifest, and none is read while the database is there.
 */
@NullMarked
package relais.vault.manifest;

import org.jspecify.annotations.NullMarked;
