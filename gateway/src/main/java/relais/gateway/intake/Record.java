package relais.gateway.intake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One entry of the intake's spool; bytes in docs/formats/gateway-intake.md. */
sealed interface Record {
    /** A whole message: {@code key} is its sender, {@code body} an Incoming as JSON. */
    record Message(Identity identity, String key, byte[] body) implements Record {}

    /** A part, with what all parts of its message share. */
    record Fragment(Identity identity, Group group, int number, int dataCoding, byte[] body)
            implements Record {}

    /** Something for the topic of reports: {@code body} a Report as JSON. */
    record Reported(String key, byte[] body) implements Record {}

    /**
     * A group is done with. Where time ran out its message is due at this record's position; else
     * it was due before, and a reader that began in the middle must not wait for its rest.
     */
    record Closed(Group group, long lastPart, boolean due) implements Record {}

    /**
     * What repeats are known by.
     *
     * @param named by the provider itself, not by what it says
     * @param windowSeconds how long afterwards the same on one line is a repeat
     */
    record Identity(
            long fingerprint,
            boolean named,
            int windowSeconds,
            long atMillis,
            long upSinceMillis) {}

    /** What parts of one message have in common. */
    record Group(String channel, String from, String to, int reference, int of) {}

    byte MESSAGE = 1;
    byte FRAGMENT = 2;
    byte REPORTED = 3;
    byte CLOSED = 4;

    static byte[] write(Record record) {
        return switch (record) {
            case Message message -> {
                byte[] key = utf8(message.key());
                ByteBuffer out = ByteBuffer.allocate(32 + key.length + message.body().length);
                out.put(MESSAGE);
                put(out, message.identity());
                put(out, key);
                yield out.put(message.body()).array();
            }
            case Fragment fragment -> {
                Group group = fragment.group();
                byte[] channel = utf8(group.channel());
                byte[] from = utf8(group.from());
                byte[] to = utf8(group.to());
                ByteBuffer out =
                        ByteBuffer.allocate(
                                43
                                        + channel.length
                                        + from.length
                                        + to.length
                                        + fragment.body().length);
                out.put(FRAGMENT);
                put(out, fragment.identity());
                put(out, group, channel, from, to);
                out.put((byte) fragment.number()).put((byte) fragment.dataCoding());
                yield out.put(fragment.body()).array();
            }
            case Reported reported -> {
                byte[] key = utf8(reported.key());
                ByteBuffer out = ByteBuffer.allocate(3 + key.length + reported.body().length);
                out.put(REPORTED);
                put(out, key);
                yield out.put(reported.body()).array();
            }
            case Closed closed -> {
                Group group = closed.group();
                byte[] channel = utf8(group.channel());
                byte[] from = utf8(group.from());
                byte[] to = utf8(group.to());
                ByteBuffer out = ByteBuffer.allocate(21 + channel.length + from.length + to.length);
                out.put(CLOSED);
                put(out, group, channel, from, to);
                out.putLong(closed.lastPart());
                yield out.put((byte) (closed.due() ? 1 : 0)).array();
            }
        };
    }

    /** The spool's checksum has vouched for the bytes: anything else here is a bug, and thrown. */
    static Record read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte kind = in.get();
        return switch (kind) {
            case MESSAGE -> new Message(identity(in), text(in), rest(in));
            case FRAGMENT ->
                    new Fragment(
                            identity(in), group(in), in.get() & 0xFF, in.get() & 0xFF, rest(in));
            case REPORTED -> new Reported(text(in), rest(in));
            case CLOSED -> new Closed(group(in), in.getLong(), in.get() != 0);
            default -> throw new IllegalStateException("intake record of kind " + kind);
        };
    }

    private static void put(ByteBuffer out, Identity identity) {
        out.putLong(identity.fingerprint());
        out.put((byte) (identity.named() ? 1 : 0));
        out.putInt(identity.windowSeconds());
        out.putLong(identity.atMillis());
        out.putLong(identity.upSinceMillis());
    }

    private static Identity identity(ByteBuffer in) {
        return new Identity(in.getLong(), in.get() != 0, in.getInt(), in.getLong(), in.getLong());
    }

    private static void put(ByteBuffer out, Group group, byte[] channel, byte[] from, byte[] to) {
        put(out, channel);
        put(out, from);
        put(out, to);
        out.putInt(group.reference()).put((byte) group.of());
    }

    private static Group group(ByteBuffer in) {
        return new Group(text(in), text(in), text(in), in.getInt(), in.get() & 0xFF);
    }

    private static void put(ByteBuffer out, byte[] text) {
        out.putShort((short) text.length).put(text);
    }

    private static String text(ByteBuffer in) {
        byte[] text = new byte[in.getShort() & 0xFFFF];
        in.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static byte[] rest(ByteBuffer in) {
        byte[] rest = new byte[in.remaining()];
        in.get(rest);
        return rest;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
