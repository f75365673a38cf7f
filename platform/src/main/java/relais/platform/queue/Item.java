package relais.platform.queue;

/**
 * One thing to do.
 *
 * @param id its identity: an item enqueued twice under one id and topic takes effect once
 * @param key what order is kept for (a sender's number, a host)
 * @param body UTF-8 JSON, at most {@link Queue#BODY_LIMIT} bytes
 */
public record Item(String id, String key, byte[] body) {}
