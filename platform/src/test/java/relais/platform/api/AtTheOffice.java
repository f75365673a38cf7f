package relais.platform.api;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Tests that happen at an office with its administrator. */
abstract class AtTheOffice {
    @TempDir Path folder;
    Office office;
    Office.Person ana;

    @BeforeEach
    void open() {
        office = new Office(folder);
        ana = office.administrator();
    }

    @AfterEach
    void close() {
        office.close();
    }
}
