package relais.platform.queue;

import java.util.List;

/**
 * Where RabbitMQ answers.
 *
 * @param hosts "host:port" of one or more nodes of a cluster, tried in turn
 * @param virtualHost the broker's virtual host
 * @param user who we are
 * @param password never logged
 * @param tls whether to speak TLS, checking the server's name
 * @param prefix first part of every queue's name, so that two installations may share a broker
 */
public record RabbitAddress(
        List<String> hosts,
        String virtualHost,
        String user,
        String password,
        boolean tls,
        String prefix) {
    public RabbitAddress {
        hosts = List.copyOf(hosts);
        if (hosts.isEmpty() || !prefix.matches("[a-z0-9-]{1,40}")) {
            throw new IllegalArgumentException(
                    "RabbitMQ needs a host and a prefix of small letters, digits and hyphens");
        }
    }

    String queueName(Topic topic, int partition) {
        return prefix + "." + topic.name() + "." + partition;
    }

    @Override
    public String toString() {
        return user + " at " + hosts + virtualHost;
    }
}
