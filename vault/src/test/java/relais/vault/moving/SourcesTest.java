package relais.vault.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import relais.vault.store.smb.ShareAddress;

class SourcesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    smb://ana@srv/docs                   |srv     |445|docs      |''            |''  |ana
                    smb://srv/docs/                      |srv     |445|docs      |''            |''  |''
                    smb://ana@srv:1445/docs/2012/été a   |srv     |1445|docs     |2012/été a    |''  |ana
                    smb://MAIRIE;ana@srv_1/My docs       |srv_1   |445|My docs   |''            |MAIRIE|ana
                    smb://ana@srv/My%20docs/100 %/       |srv     |445|My docs   |100 %         |''  |ana
                    smb://ana@[::1]/docs/a+b             |[::1]   |445|docs      |a+b           |''  |ana
                    """)
    void anAddressIsTakenAsPeopleWriteIt(
            String text,
            String host,
            int port,
            String share,
            String inside,
            String domain,
            String user) {
        assertThat(Sources.address(text, "secret"))
                .isEqualTo(
                        new ShareAddress(host, port, share, inside, domain, user, "secret", false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"smb://ana:geheim@srv/docs", "smb://srv", "smb:srv/docs", "smb://srv:x/d"})
    void whatLeadsNowhereOrHoldsAPasswordIsRefusedAndNotRepeated(String text) {
        assertThatThrownBy(() -> Sources.requireAddress(text))
                .hasMessageContaining("smb://user@host/share/folder")
                .hasMessageNotContaining("geheim");
    }

    @Test
    void aFolderIsNoAddress() {
        Sources.requireAddress("/mnt/share");
    }
}
