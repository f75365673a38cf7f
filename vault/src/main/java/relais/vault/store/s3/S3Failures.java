package relais.vault.store.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The SDK's failures as those of a store; neither names nor secrets of ours are in them, nor what
 * the other side said beyond its code: it may be no store at all.
 */
final class S3Failures {
    private static final int NOT_FOUND = 404;

    /** What services say that somebody can do something about. */
    private static final Set<String> CODES =
            Set.of(
                    "AccessDenied",
                    "AllAccessDisabled",
                    "AuthorizationHeaderMalformed",
                    "BadDigest",
                    "ExpiredToken",
                    "InternalError",
                    "InvalidAccessKeyId",
                    "InvalidBucketName",
                    "InvalidDigest",
                    "NoSuchBucket",
                    "NoSuchKey",
                    "NoSuchUpload",
                    "NotImplemented",
                    "PermanentRedirect",
                    "QuotaExceeded",
                    "RequestTimeTooSkewed",
                    "RequestTimeout",
                    "ServiceUnavailable",
                    "SignatureDoesNotMatch",
                    "SlowDown");

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
        return new IOException(bucket + " does not answer: " + why(e), e);
    }

    private static String code(AwsServiceException answered) {
        String code =
                answered.awsErrorDetails() == null ? "" : answered.awsErrorDetails().errorCode();
        return code != null && CODES.contains(code) ? code : "";
    }

    /** What the network says is ours to tell; what cannot be understood is not repeated. */
    private static String why(SdkException e) {
        if (e instanceof ApiCallTimeoutException) {
            return "it says nothing";
        }
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return "it says nothing";
            }
            if (cause instanceof SocketException
                    || cause instanceof UnknownHostException
                    || cause instanceof InterruptedIOException
                    || cause instanceof SSLException) {
                return cause.getClass().getSimpleName() + " " + cause.getMessage();
            }
        }
        return "not as a service of this kind does";
    }
}
