package relais.gateway.smpp;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import org.jsmpp.InvalidCommandLengthException;
import org.jsmpp.PDUReader;
import org.jsmpp.bean.Command;

/**
 * Lets only well-formed PDUs through to jsmpp, whose decoder trusts every length. A length beyond
 * bounds ends the line, since nothing after it can be trusted; a PDU that is wrong inside reaches
 * jsmpp as an unknown command, which it answers with generic_nack and goes on.
 */
public final class GuardedReader implements PDUReader {
    /** message_payload of 64 KiB (SMPP 3.4, 5.3.2.32) plus all other fields with room to spare. */
    static final int LONGEST_PDU = 80 * 1024;

    private static final int HEADER = 16;

    /** No SMPP command. jsmpp says generic_nack(ESME_RINVCMDID) to it, under the PDU's number. */
    private static final int NO_COMMAND = 0x0000_FFFF;

    @Override
    public Command readPDUHeader(DataInputStream in)
            throws InvalidCommandLengthException, IOException {
        byte[] header = new byte[HEADER];
        int first = in.read();
        if (first < 0) {
            throw new EOFException("closed by the peer");
        }
        header[0] = (byte) first;
        fill(in, header, 1);
        ByteBuffer fields = ByteBuffer.wrap(header);
        Command command = new Command();
        command.setCommandLength(fields.getInt());
        command.setCommandId(fields.getInt());
        command.setCommandStatus(fields.getInt());
        command.setSequenceNumber(fields.getInt());
        if (command.getCommandLength() < HEADER || command.getCommandLength() > LONGEST_PDU) {
            throw new InvalidCommandLengthException(
                    "command_length " + Integer.toUnsignedString(command.getCommandLength()));
        }
        return command;
    }

    @Override
    public byte[] readPDU(DataInputStream in, Command header) throws IOException {
        byte[] pdu =
                readPDU(
                        in,
                        header.getCommandLength(),
                        header.getCommandId(),
                        header.getCommandStatus(),
                        header.getSequenceNumber());
        byte[] checked = PduShape.check(header.getCommandId(), pdu);
        if (checked == null) {
            header.setCommandId(NO_COMMAND);
            return pdu;
        }
        return checked;
    }

    @Override
    public byte[] readPDU(DataInputStream in, int length, int id, int status, int sequence)
            throws IOException {
        byte[] pdu = new byte[length];
        ByteBuffer.wrap(pdu).putInt(length).putInt(id).putInt(status).putInt(sequence);
        fill(in, pdu, HEADER);
        return pdu;
    }

    /**
     * The socket times out when the line is silent, which means "probe it" between PDUs. Inside a
     * PDU one such silence is borne, the second means that the rest will not come.
     */
    private static void fill(DataInputStream in, byte[] into, int from) throws IOException {
        boolean waited = false;
        for (int at = from; at < into.length; ) {
            try {
                int count = in.read(into, at, into.length - at);
                if (count < 0) {
                    throw new EOFException("closed by the peer inside a PDU");
                }
                at += count;
            } catch (SocketTimeoutException e) {
                if (waited) {
                    throw new IOException("PDU broke off", e);
                }
                waited = true;
            }
        }
    }
}
