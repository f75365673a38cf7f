package relais.vault;

import java.util.ArrayList;
import java.util.List;
import relais.platform.db.Database;
import relais.platform.http.Route;
import relais.vault.access.Sight;
import relais.vault.api.DossierReader;
import relais.vault.api.DossiersApi;
import relais.vault.api.TypesApi;
import relais.vault.dossier.DossierList;
import relais.vault.dossier.Dossiers;
import relais.vault.type.Types;

/** Types, dossiers and what belongs to them: made once, opened as routes. */
final class RecordsDoors {
    private final Database database;
    private final Sight sight;
    private final Types types;
    private final Dossiers dossiers;

    RecordsDoors(Vault.Platform on, Sight sight) {
        this.database = on.database();
        this.sight = sight;
        this.types = new Types(database, on.audit(), on.live(), on.clock());
        this.dossiers =
                new Dossiers(
                        new Dossiers.Platform(database, on.audit(), on.live(), on.clock()),
                        types,
                        sight);
    }

    List<Route> routes() {
        List<Route> routes = new ArrayList<>();
        DossierReader reader = new DossierReader(database, dossiers, types, sight);
        routes.addAll(new TypesApi(database, types, sight).routes());
        routes.addAll(new DossiersApi(dossiers, new DossierList(database, sight), reader).routes());
        return routes;
    }
}
