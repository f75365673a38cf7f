/** Jobs and schedules that survive a restart. */
@NullMarked
package relais.platform.jobs;

import org.jspecify.annotations.NullMarked;
