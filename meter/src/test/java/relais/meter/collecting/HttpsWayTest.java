package relais.meter.collecting;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import relais.agent.centre.Way;
import relais.agent.https.Centre;
import relais.agent.https.Trust;
import relais.meter.Meter;
import relais.meter.series.StoreLimits;
import relais.meter.testing.MeterSite;
import relais.platform.http.HttpSettings;
import relais.platform.testing.OwnCertificate;

/** The same over TLS, with a certificate that the agent is told to believe. */
class HttpsWayTest extends HttpWayTest {
    private Path chain = Path.of("");

    @Override
    MeterSite site(Path home, InstantSource time, StoreLimits limits) throws Exception {
        OwnCertificate certificate = OwnCertificate.make(home, "127.0.0.1");
        chain = certificate.chain();
        var tls = new HttpSettings.Tls(certificate.chain(), certificate.key());
        return new MeterSite(home, time, limits, Meter.Alarms.NOBODY_TOLD, Optional.of(tls));
    }

    @Override
    Way way() {
        try {
            return new Centre(site.address(), Trust.in(chain));
        } catch (Exception e) {
            // A certificate that cannot be read is the test's failure.
            throw new AssertionError(e);
        }
    }
}
