package relais.vault.download;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import relais.platform.http.Answer;
import relais.vault.document.Elsewhere;
import relais.vault.scan.Gate;

/**
 * Answers with a file that still lies on an old share: read there, and kept nowhere.
 *
 * @param gate what scans a file before its first byte leaves
 */
public record FromShare(Elsewhere elsewhere, Gate gate) {
    /** A file as it lay there when it was looked at. */
    private record Seen(Elsewhere.Waiting file, Elsewhere.Lent there) {}

    /** The whole of it; refused where the share is away, does not have it, or it is infected. */
    public Answer answer(Elsewhere.Waiting file) {
        try (Elsewhere.Lent there = elsewhere.open(file)) {
            if (gate.isInfected("the waiting file " + file.id(), there.content())) {
                return Answer.refused(
                        403,
                        "infected",
                        "a virus was found in it; once it is kept here, who may manage the"
                                + " dossier can still get it");
            }
            return whole(new Seen(file, there));
        } catch (IOException e) {
            return away();
        }
    }

    /** The same to who asks for no content: nothing is read. */
    public Answer told(Elsewhere.Waiting file) {
        try (Elsewhere.Lent there = elsewhere.open(file)) {
            return whole(new Seen(file, there));
        } catch (IOException e) {
            return away();
        }
    }

    private static Answer away() {
        return Answer.refused(
                503, "old-share-away", "the old share does not have this file, or is away");
    }

    private Answer whole(Seen seen) {
        // opened once more when the body is asked for, which may be never
        return new Answer.WithHeaders(
                new Answer.Bytes(
                        200,
                        "application/octet-stream",
                        seen.there().size(),
                        out -> send(seen, out)),
                Map.of(
                        "Content-Disposition",
                        Answer.attachment(seen.file().name()),
                        "Cache-Control",
                        "no-store"));
    }

    private void send(Seen seen, OutputStream out) throws IOException {
        try (Elsewhere.Lent there = elsewhere.open(seen.file())) {
            if (!there.isAs(seen.there())) {
                throw new IOException("changed since it was looked at");
            }
            there.content().transferTo(out);
        }
    }
}
