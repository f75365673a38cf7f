package relais.vault.store.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** An object on its way; one that is closed early is cut instead of read to its end. */
final class S3Reading extends FilterInputStream {
    private final ResponseInputStream<GetObjectResponse> answer;
    private long left;

    S3Reading(ResponseInputStream<GetObjectResponse> answer) {
        super(answer);
        this.answer = answer;
        this.left = answer.response().contentLength();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        try {
            int count = super.read(into, offset, length);
            if (count < 0 && left > 0) {
                throw new IOException("the answer ended " + left + " bytes early");
            }
            left -= Math.max(0, count);
            return count;
        } catch (SdkException cut) {
            throw new IOException("the answer was cut: " + cut.getMessage(), cut);
        }
    }

    @Override
    public void close() throws IOException {
        if (left > 0) {
            answer.abort();
        } else {
            super.close();
        }
    }
}
