package relais.vault.download;

import java.io.IOException;
import java.util.Map;
import relais.platform.http.Answer;
import relais.vault.document.Elsewhere;

/** Answers with a file that still lies on an old share: read there, and kept nowhere. */
public final class FromShare {
    private FromShare() {}

    /** The whole of it; refused where the share is away, or does not have it. */
    public static Answer answer(Elsewhere elsewhere, Elsewhere.Waiting file) {
        long size;
        try (Elsewhere.Lent there = elsewhere.open(file)) {
            size = there.size();
        } catch (IOException e) {
            return Answer.refused(
                    503, "old-share-away", "the old share does not have this file, or is away");
        }
        // opened once more when the body is asked for, which may be never
        return new Answer.WithHeaders(
                new Answer.Bytes(
                        200,
                        "application/octet-stream",
                        size,
                        out -> {
                            try (Elsewhere.Lent there = elsewhere.open(file)) {
                                there.content().transferTo(out);
                            }
                        }),
                Map.of(
                        "Content-Disposition",
                        Answer.attachment(file.name()),
                        "Cache-Control",
                        "no-store"));
    }
}
