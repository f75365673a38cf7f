package relais.vault.moving.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import relais.vault.moving.dump.Table;
import relais.vault.moving.mapping.Mapping.DocumentMapping;

class MappingCheckTest {
    @Test
    void allThatIsNotThereIsNamedOnce() {
        DocumentMapping files =
                new DocumentMapping("files", "id", "no", "case", null, "path", null, null, "");
        DocumentMapping gone =
                new DocumentMapping("gone", "id", "no", "case", null, "path", null, null, "");
        Map<String, Table> tables = Map.of("files", new Table("files", List.of(), List.of(), ""));
        assertThat(MappingCheck.missing(new Mapping(List.of(), List.of(files, gone)), tables))
                .containsExactly("files.id", "files.no", "files.path", "gone");
    }
}
