package relais.vault.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.middleware.Middlewares;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import relais.platform.testing.FreePort;
import relais.vault.store.s3.Bucket;

/** s3proxy over a folder: a service that speaks S3, with one bucket. */
public final class S3Service implements AutoCloseable {
    private static final String BUCKET = "keep";

    private final Path folder;
    private final Properties faults;
    private final int port = FreePort.find();
    private S3Proxy proxy;

    /**
     * @param faults s3proxy's own, as its configuration names them
     */
    public S3Service(Path folder, Properties faults) throws Exception {
        this.folder = folder;
        this.faults = faults;
        Files.createDirectories(folder.resolve(BUCKET));
        this.proxy = start();
    }

    private S3Proxy start() throws Exception {
        BlobStore store = new FilesystemNio2BlobStore(folder.toString());
        S3Proxy started =
                S3Proxy.builder()
                        .blobStore(Middlewares.wrap(store, faults, S3Service::none))
                        .endpoint(URI.create("http://127.0.0.1:" + port))
                        .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, "us", "our-secret")
                        .stopTimeout(0)
                        .build();
        started.start();
        return started;
    }

    private static BlobStore none(Properties of) throws IOException {
        throw new IOException("no second store behind it");
    }

    public int port() {
        return port;
    }

    /** Where the bucket's objects are files. */
    public Path shared() {
        return folder.resolve(BUCKET);
    }

    public Bucket bucket(int over, String inside) {
        return bucket(over, inside, "our-secret");
    }

    public Bucket bucket(int over, String inside, String secret) {
        return new Bucket(
                URI.create("http://127.0.0.1:" + over),
                "us-east-1",
                BUCKET,
                inside,
                "us",
                secret,
                true,
                false);
    }

    public Bucket bucket(String inside) {
        return bucket(port, inside);
    }

    public void stop() throws Exception {
        proxy.stop();
    }

    public void startAgain() throws Exception {
        proxy = start();
    }

    /** In its place, one that answers everything with this status. */
    public HttpServer failing(int status) throws Exception {
        proxy.stop();
        HttpServer failing =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        failing.createContext(
                "/",
                exchange -> {
                    exchange.getRequestBody().readAllBytes();
                    exchange.sendResponseHeaders(status, -1);
                    exchange.close();
                });
        failing.start();
        return failing;
    }

    @Override
    public void close() throws Exception {
        proxy.stop();
    }
}
