package relais.vault;

import relais.vault.document.Documents;
import relais.vault.dossier.Deeds;
import relais.vault.dossier.Dossiers;
import relais.vault.share.Shares;
import relais.vault.task.Tasks;
import relais.vault.type.Types;

/** What dossiers and documents are made and changed with; each part asks whether its caller may. */
public record Records(
        Types types,
        Dossiers dossiers,
        Deeds deeds,
        Tasks tasks,
        Documents documents,
        Shares shares) {}
