package relais.vault.limited;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;

/**
 * The process that opens files: asked over its standard input, answering over its standard output
 * until its input ends. The form of both is in docs/formats/vault-child.md.
 */
public final class Child {
    static final int DONE = 0;
    static final int FAILED = 1;

    private Child() {}

    public static void main(String[] arguments) throws IOException {
        DataInputStream in = new DataInputStream(new FileInputStream(FileDescriptor.in));
        DataOutputStream out =
                new DataOutputStream(
                        new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        // libraries print what they think of a file; only answers go out
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
        while (true) {
            String task;
            try {
                task = in.readUTF();
            } catch (EOFException e) {
                return;
            }
            Path file = Path.of(in.readUTF());
            String type = in.readUTF();
            int page = in.readInt();
            int width = in.readInt();
            answer(out, task, file, type, page, width);
            out.flush();
        }
    }

    private static void answer(
            DataOutputStream out, String task, Path file, String type, int page, int width)
            throws IOException {
        try {
            if (task.equals("text")) {
                Words words = Words.of(file, type);
                send(out, DONE, words.pages(), words.text().getBytes(UTF_8));
            } else if (task.equals("parts")) {
                send(out, DONE, 0, MailParts.of(file));
            } else {
                send(out, DONE, page, Drawing.png(file, type, page, width));
            }
        } catch (Exception | StackOverflowError e) {
            // the boundary to whatever libraries throw at files that are not what they seem
            send(out, FAILED, 0, String.valueOf(e).getBytes(UTF_8));
        }
    }

    private static void send(DataOutputStream out, int status, int pages, byte[] body)
            throws IOException {
        out.writeByte(status);
        out.writeInt(pages);
        out.writeInt(body.length);
        out.write(body);
    }
}
