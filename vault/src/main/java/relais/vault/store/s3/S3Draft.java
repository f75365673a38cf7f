package relais.vault.store.s3;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import relais.vault.store.BlobStore;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** A small object goes in one request at its commit, a large one in parts as they fill. */
final class S3Draft implements BlobStore.Draft {
    /**
     * A part is held in memory, to be sent again when it fails. All parts but the last have one
     * size, as some services want it; 10,000 of them (S3's limit) are 160 GB.
     */
    private static final int PART = 16 * 1024 * 1024;

    private static final int FIRST_ROOM = 64 * 1024;

    private final S3Client client;
    private final Bucket bucket;
    private final String at;
    private final AwsRequestOverrideConfiguration soon;
    private final AwsRequestOverrideConfiguration whole;
    private final List<CompletedPart> parts = new ArrayList<>();
    private byte[] part = new byte[FIRST_ROOM];
    private int held;
    private @Nullable String upload;

    /**
     * @param soon bounds what has no bytes to carry
     * @param whole how long the service may take to make one object of the parts
     */
    S3Draft(
            S3Client client,
            Bucket bucket,
            String at,
            AwsRequestOverrideConfiguration soon,
            AwsRequestOverrideConfiguration whole) {
        this.client = client;
        this.bucket = bucket;
        this.at = at;
        this.soon = soon;
        this.whole = whole;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (held == PART) {
                send();
            }
            int count = Math.min(bytes.remaining(), PART - held);
            if (held + count > part.length) {
                part = Arrays.copyOf(part, Math.clamp(2L * (held + count), FIRST_ROOM, PART));
            }
            bytes.get(part, held, count);
            held += count;
        }
    }

    private void send() throws IOException {
        String known = upload;
        if (known == null) {
            known =
                    asked(
                                    () ->
                                            client.createMultipartUpload(
                                                    r ->
                                                            r.bucket(bucket())
                                                                    .key(at)
                                                                    .overrideConfiguration(soon)))
                            .uploadId();
            upload = known;
        }
        String id = requireNonNull(known);
        byte[] bytes = held();
        int number = parts.size() + 1;
        String tag =
                asked(
                                () ->
                                        client.uploadPart(
                                                r ->
                                                        r.bucket(bucket())
                                                                .key(at)
                                                                .uploadId(id)
                                                                .partNumber(number)
                                                                .contentMD5(md5(bytes)),
                                                RequestBody.fromBytes(bytes)))
                        .eTag();
        parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
        held = 0;
    }

    @Override
    public void commit() throws IOException {
        if (upload == null) {
            byte[] bytes = held();
            asked(
                    () ->
                            client.putObject(
                                    r -> r.bucket(bucket()).key(at).contentMD5(md5(bytes)),
                                    RequestBody.fromBytes(bytes)));
            return;
        }
        if (held > 0) {
            send();
        }
        String id = requireNonNull(upload);
        asked(
                () ->
                        client.completeMultipartUpload(
                                r ->
                                        r.bucket(bucket())
                                                .key(at)
                                                .uploadId(id)
                                                .multipartUpload(m -> m.parts(parts))
                                                .overrideConfiguration(whole)));
        upload = null;
    }

    @Override
    public void close() {
        String id = upload;
        if (id == null) {
            return;
        }
        upload = null;
        try {
            client.abortMultipartUpload(
                    r -> r.bucket(bucket()).key(at).uploadId(id).overrideConfiguration(soon));
        } catch (SdkException away) {
            // What is left of it costs money until a rule of the bucket takes it away.
        }
    }

    private byte[] held() {
        return held == part.length ? part : Arrays.copyOf(part, held);
    }

    private String bucket() {
        return bucket.bucket();
    }

    private <T> T asked(S3Failures.Ask<T> ask) throws IOException {
        return S3Failures.asked(bucket, ask);
    }

    /** RFC 1864: the service refuses what was damaged on the way. */
    private static String md5(byte[] bytes) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
