/** One contract for every queue, against the real servers. */
@org.jspecify.annotations.NullMarked
package relais.platform.queue;
