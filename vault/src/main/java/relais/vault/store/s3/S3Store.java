package relais.vault.store.s3;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Consumer;
import relais.vault.store.BlobStore;
import relais.vault.store.Keys;
import relais.vault.store.Resumed;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A bucket. Writing the same bytes twice leaves them as they are, so a request that may have been
 * done is made again. Large objects go in parts and are there only when the last one is.
 */
public final class S3Store implements BlobStore {
    private static final Duration SILENCE = Duration.ofSeconds(10);

    /** All tries together, until the answer begins; how long its bytes take is not in it. */
    private static final Duration ANSWER = Duration.ofSeconds(15);

    private static final AwsRequestOverrideConfiguration SOON =
            AwsRequestOverrideConfiguration.builder().apiCallTimeout(ANSWER).build();

    /**
     * Times the silence: while a service makes one object of parts it may say "not yet" for
     * minutes, but not for ever.
     */
    private static final int MADE_WHOLE = 30;

    /**
     * A service that restarted leaves dead connections in the pool (of five): each costs one.
     * Against one that is away they take about three seconds.
     */
    private static final int ATTEMPTS = 7;

    private static final int RESUMES = 3;
    private static final int OUT_OF_RANGE = 416;

    private final String name;
    private final Bucket bucket;
    private final String folder;
    private final S3Client client;
    private final AwsRequestOverrideConfiguration whole;

    public S3Store(String name, Bucket bucket) {
        this(name, bucket, SILENCE);
    }

    S3Store(String name, Bucket bucket, Duration silence) {
        this.name = name;
        this.bucket = bucket;
        this.folder = bucket.folder().isEmpty() ? "" : bucket.folder() + "/";
        this.whole =
                AwsRequestOverrideConfiguration.builder()
                        .apiCallTimeout(silence.multipliedBy(MADE_WHOLE))
                        .build();
        this.client =
                S3Client.builder()
                        .endpointOverride(bucket.endpoint())
                        .region(Region.of(bucket.region()))
                        .forcePathStyle(bucket.pathStyle())
                        .credentialsProvider(
                                StaticCredentialsProvider.create(
                                        AwsBasicCredentials.create(
                                                bucket.keyId(), bucket.secret())))
                        .requestChecksumCalculation(
                                bucket.checksums()
                                        ? RequestChecksumCalculation.WHEN_SUPPORTED
                                        : RequestChecksumCalculation.WHEN_REQUIRED)
                        .responseChecksumValidation(
                                bucket.checksums()
                                        ? ResponseChecksumValidation.WHEN_SUPPORTED
                                        : ResponseChecksumValidation.WHEN_REQUIRED)
                        .overrideConfiguration(
                                c ->
                                        c.retryStrategy(
                                                AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                                        .maxAttempts(ATTEMPTS)
                                                        .build()))
                        .httpClient(new Guarded(new Prompt(silence)))
                        .build();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Draft begin(String key) {
        return new S3Draft(client, bucket, at(key), SOON, whole);
    }

    @Override
    public InputStream read(String key, long offset, long length) throws IOException {
        String at = at(key);
        return new Resumed((from, most) -> open(at, from, most), offset, length, RESUMES);
    }

    private InputStream open(String at, long offset, long length) throws IOException {
        if (length == 0) {
            if (size(at.substring(folder.length())).isEmpty()) {
                throw new NoSuchFileException(at);
            }
            return InputStream.nullInputStream();
        }
        String range =
                length > Long.MAX_VALUE - offset
                        ? "bytes=%d-".formatted(offset)
                        : "bytes=%d-%d".formatted(offset, offset + length - 1);
        boolean whole = offset == 0 && length == Long.MAX_VALUE;
        try {
            return new S3Reading(
                    client.getObject(
                            r ->
                                    r.bucket(bucket.bucket())
                                            .key(at)
                                            .range(whole ? null : range)
                                            .overrideConfiguration(SOON)));
        } catch (AwsServiceException answered) {
            if (answered.statusCode() == OUT_OF_RANGE) {
                return InputStream.nullInputStream();
            }
            throw failed(answered);
        } catch (SdkException away) {
            throw failed(away);
        }
    }

    @Override
    public OptionalLong size(String key) throws IOException {
        String at = at(key);
        try {
            return OptionalLong.of(
                    asked(
                                    () ->
                                            client.headObject(
                                                    r ->
                                                            r.bucket(bucket.bucket())
                                                                    .key(at)
                                                                    .overrideConfiguration(SOON)))
                            .contentLength());
        } catch (NoSuchFileException none) {
            return OptionalLong.empty();
        }
    }

    @Override
    public void delete(String key) throws IOException {
        String at = at(key);
        try {
            asked(
                    () ->
                            client.deleteObject(
                                    r ->
                                            r.bucket(bucket.bucket())
                                                    .key(at)
                                                    .overrideConfiguration(SOON)));
        } catch (NoSuchFileException none) {
            return;
        }
    }

    @Override
    public void list(String prefix, Consumer<Entry> each) throws IOException {
        asked(
                () -> {
                    for (S3Object object :
                            client.listObjectsV2Paginator(
                                            r ->
                                                    r.bucket(bucket.bucket())
                                                            .prefix(folder + prefix)
                                                            .overrideConfiguration(SOON))
                                    .contents()) {
                        each.accept(
                                new Entry(object.key().substring(folder.length()), object.size()));
                    }
                    return true;
                });
    }

    private <T> T asked(S3Failures.Ask<T> ask) throws IOException {
        return S3Failures.asked(bucket, ask);
    }

    private IOException failed(SdkException e) {
        return S3Failures.of(bucket, e);
    }

    private String at(String key) {
        return folder + Keys.checked(key);
    }

    @Override
    public void close() {
        client.close();
    }
}
