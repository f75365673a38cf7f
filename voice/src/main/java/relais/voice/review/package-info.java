/**
 * What people decide about answers: another category, undoing, restoring, moving, deciding doubtful
 * ones, trying rules and running them over the past. Called by the API; every change recounts in
 * its own transaction and is in the audit log.
 */
@NullMarked
package relais.voice.review;

import org.jspecify.annotations.NullMarked;
