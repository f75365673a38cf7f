package relais.voice.imports;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import relais.voice.contact.PersonCheck;

/** Which column of a list says what, by its heading in French or English; others become fields. */
final class Columns {
    /** What a column may say. */
    enum Role {
        NUMBER,
        NAME,
        FIRST_NAME,
        LANGUAGE,
        GROUP,
        PLACE,
        FIELD
    }

    private static final Map<Role, Set<String>> HEADINGS =
            Map.of(
                    Role.NUMBER,
                    Set.of(
                            "telephone",
                            "tel",
                            "phone",
                            "mobile",
                            "numero",
                            "number",
                            "gsm",
                            "cell",
                            "cellphone",
                            "portable",
                            "msisdn",
                            "contact",
                            "phonenumber",
                            "mobilenumber",
                            "numerodetelephone",
                            "numerotelephone",
                            "numtel",
                            "notel",
                            "telephonenumber",
                            "numeromobile",
                            "address",
                            "urn",
                            "whatsapp",
                            "telefone"),
                    Role.NAME,
                    Set.of(
                            "nom",
                            "name",
                            "fullname",
                            "nomcomplet",
                            "nometprenom",
                            "nomprenom",
                            "nomsetprenoms",
                            "prenometnom",
                            "lastname",
                            "surname",
                            "familyname",
                            "nomdefamille",
                            "noms",
                            "izina",
                            "jina",
                            "nome"),
                    Role.FIRST_NAME,
                    Set.of("prenom", "prenoms", "firstname", "givenname", "forename"),
                    Role.LANGUAGE,
                    Set.of("langue", "language", "lang", "ururimi", "lugha", "idioma"),
                    Role.GROUP,
                    Set.of("groupe", "groupes", "group", "groups", "liste", "list", "umugwi"),
                    Role.PLACE,
                    Set.of(
                            "province",
                            "place",
                            "lieu",
                            "district",
                            "region",
                            "departement",
                            "localite",
                            "intara",
                            "mkoa",
                            "state",
                            "county"));

    private final List<Role> roles;
    private final List<String> headings;

    private Columns(List<Role> roles, List<String> headings) {
        this.roles = List.copyOf(roles);
        this.headings = List.copyOf(headings);
    }

    /** Reads the header row; the first column of each role has it, later ones become fields. */
    static Columns of(List<String> header) throws FileProblem {
        List<Role> roles = new ArrayList<>();
        List<String> headings = new ArrayList<>();
        Set<Role> taken = new HashSet<>();
        for (String cell : header) {
            String heading = heading(cell);
            Role role = role(heading);
            roles.add(role == Role.FIELD || taken.add(role) ? role : Role.FIELD);
            headings.add(heading);
        }
        if (!taken.contains(Role.NUMBER)) {
            throw new FileProblem(
                    "no-number-column",
                    "no column of numbers was found: its first line must say phone, telephone or numéro");
        }
        return new Columns(roles, headings);
    }

    private static String heading(String cell) {
        String clean = PersonCheck.clean(cell);
        String bare = clean == null ? "" : clean.replaceAll("[:*]+$", "").strip();
        return bare.length() > PersonCheck.FIELD_NAME_LIMIT
                ? bare.substring(0, PersonCheck.FIELD_NAME_LIMIT)
                : bare;
    }

    private static Role role(String heading) {
        String letters =
                Normalizer.normalize(heading, Normalizer.Form.NFD)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z]", "");
        for (Map.Entry<Role, Set<String>> known : HEADINGS.entrySet()) {
            if (known.getValue().contains(letters)) {
                return known.getKey();
            }
        }
        return Role.FIELD;
    }

    /** The cell of the column with this role, trimmed; empty when there is none. */
    String cell(List<String> cells, Role role) {
        int at = roles.indexOf(role);
        String clean = at < 0 || at >= cells.size() ? null : PersonCheck.clean(cells.get(at));
        return clean == null ? "" : clean;
    }

    /** The other columns that hold something, by their heading. */
    Map<String, String> fields(List<String> cells) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < Math.min(cells.size(), roles.size()); i++) {
            String value = PersonCheck.clean(cells.get(i));
            boolean kept = roles.get(i) == Role.FIELD && !headings.get(i).isEmpty();
            if (kept && value != null && fields.size() < PersonCheck.FIELDS_LIMIT) {
                fields.putIfAbsent(headings.get(i), value);
            }
        }
        return fields;
    }
}
