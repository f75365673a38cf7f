package relais.vault.store.s3;

import java.net.URI;
import java.util.Optional;
import relais.platform.outbound.Destinations;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;

/** Calls no address where clouds keep what is nobody's business, whatever a name leads to today. */
final class Guarded implements SdkHttpClient {
    private final SdkHttpClient client;

    Guarded(SdkHttpClient client) {
        this.client = client;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        URI address = request.httpRequest().getUri();
        Optional<String> why =
                Destinations.forbiddenHost(address.getHost())
                        .filter(reason -> !reason.equals(Destinations.NO_ADDRESS));
        if (why.isPresent()) {
            throw SdkClientException.create(why.get());
        }
        return client.prepareRequest(request);
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }
}
