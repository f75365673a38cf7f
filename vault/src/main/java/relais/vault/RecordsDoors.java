package relais.vault;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import relais.platform.accounts.Memberships;
import relais.platform.audit.Audit;
import relais.platform.db.Database;
import relais.platform.http.Route;
import relais.vault.access.Sight;
import relais.vault.api.ConversationApi;
import relais.vault.api.DossierPartsApi;
import relais.vault.api.DossierReader;
import relais.vault.api.DossiersApi;
import relais.vault.api.ErasuresApi;
import relais.vault.api.HoldsApi;
import relais.vault.api.KeepSearchApi;
import relais.vault.api.ManyDossiersApi;
import relais.vault.api.TasksApi;
import relais.vault.api.TypesApi;
import relais.vault.blob.Blobs;
import relais.vault.conversation.Filing;
import relais.vault.document.Documents;
import relais.vault.dossier.Deeds;
import relais.vault.dossier.DossierList;
import relais.vault.dossier.Dossiers;
import relais.vault.dossier.Export;
import relais.vault.dossier.Figures;
import relais.vault.dossier.ManyDossiers;
import relais.vault.dossier.SavedSearches;
import relais.vault.retention.DueForErasure;
import relais.vault.retention.Erasures;
import relais.vault.retention.LegalHolds;
import relais.vault.retention.TypeHolds;
import relais.vault.share.Shares;
import relais.vault.task.Tasks;
import relais.vault.type.Types;

/** Types, dossiers and what belongs to them: made once, opened as routes. */
final class RecordsDoors {
    private final Database database;
    private final Audit audit;
    private final Sight sight;
    private final InstantSource clock;
    private final Memberships memberships;
    private final Vault.Neighbours neighbours;
    private final Types types;
    private final Dossiers dossiers;
    private final Deeds deeds;
    private final Blobs blobs;

    RecordsDoors(Vault.Platform on, Sight sight, Vault.Neighbours neighbours, Blobs blobs) {
        this.blobs = blobs;
        this.database = on.database();
        this.audit = on.audit();
        this.sight = sight;
        this.clock = on.clock();
        this.neighbours = neighbours;
        this.memberships = new Memberships(database);
        this.types = new Types(database, on.audit(), on.live(), on.clock(), sight);
        Dossiers.Platform platform =
                new Dossiers.Platform(database, on.audit(), on.live(), on.clock());
        this.dossiers = new Dossiers(platform, types, sight);
        this.deeds = new Deeds(platform, sight);
    }

    Types types() {
        return types;
    }

    /** The same doors from inside, with documents. */
    Records records(Documents documents, Shares shares) {
        Tasks tasks = new Tasks(deeds, memberships);
        return new Records(types, dossiers, deeds, tasks, documents, shares);
    }

    List<Route> routes() {
        DossierReader reader = new DossierReader(deeds, dossiers, types, neighbours.contacts());
        List<Route> routes = new ArrayList<>(new TypesApi(database, types, sight).routes());
        routes.addAll(
                new DossiersApi(
                                dossiers,
                                new DossierList(database, sight),
                                new Figures(database, sight, clock),
                                reader)
                        .routes());
        routes.addAll(
                new DossierPartsApi(deeds, dossiers, reader, neighbours.contacts(), memberships)
                        .routes());
        routes.addAll(new TasksApi(database, new Tasks(deeds, memberships), sight).routes());
        routes.addAll(
                new ErasuresApi(
                                new DueForErasure(deeds),
                                new Erasures(deeds, blobs),
                                new TypeHolds(deeds))
                        .routes());
        routes.addAll(new HoldsApi(database, new LegalHolds(deeds), sight).routes());
        routes.addAll(new KeepSearchApi(database, sight).routes());
        routes.addAll(
                new ManyDossiersApi(
                                new ManyDossiers(dossiers),
                                new Export(database, sight, audit),
                                new SavedSearches(database, audit))
                        .routes());
        Filing filing = new Filing(deeds, neighbours.conversations());
        routes.addAll(new ConversationApi(database, filing, sight).routes());
        return routes;
    }
}
