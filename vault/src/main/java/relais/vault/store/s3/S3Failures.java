package relais.vault.store.s3;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** The SDK's failures as those of a store; neither names nor secrets of ours are in them. */
final class S3Failures {
    private static final int NOT_FOUND = 404;

    private S3Failures() {}

    /** A request. */
    @FunctionalInterface
    interface Ask<T> {
        T of();
    }

    static <T> T asked(Bucket bucket, Ask<T> ask) throws IOException {
        try {
            return ask.of();
        } catch (SdkException e) {
            throw of(bucket, e);
        }
    }

    static IOException of(Bucket bucket, SdkException e) {
        if (e instanceof AwsServiceException answered) {
            if (answered.statusCode() == NOT_FOUND && !"NoSuchBucket".equals(code(answered))) {
                return new NoSuchFileException(bucket + ": " + code(answered));
            }
            return new IOException(
                    "%s answered %d %s".formatted(bucket, answered.statusCode(), code(answered)),
                    e);
        }
        return new IOException(bucket + " does not answer: " + e.getMessage(), e);
    }

    private static String code(AwsServiceException answered) {
        return answered.awsErrorDetails() == null ? "" : answered.awsErrorDetails().errorCode();
    }
}
