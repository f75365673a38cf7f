package relais.voice.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import relais.voice.poll.Folding;

/**
 * How people say yes, no and "I don't know" in the languages of the first users. An entry with a
 * language is understood only from those who speak it, because it is an everyday word elsewhere
 * (Swahili "la" is no, French "la" is the).
 */
final class Builtin {
    /** One way of saying it: one or several folded words. */
    record Saying(List<String> words, @Nullable Set<String> languages, double weight) {}

    /** "ok" acknowledges as often as it agrees. */
    private static final double WEAK = 0.8;

    static final List<Saying> YES =
            new Sayings()
                    // French, and what thumbs make of it
                    .all("oui,ouais,ouai,ouaip,ouep,oue,wi,ui,uoi,ouu,ouj,ouis,voui,mouais")
                    .all("bien sur,d accord,daccord,tout a fait,bien entendu,absolument,exactement")
                    .all("certainement,evidemment,effectivement,affirmatif,volontiers,parfaitement")
                    .all("pas de probleme,sans probleme,j accepte,je suis d accord")
                    // English
                    .all("yes,yeah,yep,yup,yea,yah,yas,definitely,absolutely,certainly,of course")
                    .all("affirmative,agreed,i agree,no problem,yes please")
                    // Swahili, Kirundi, Kinyarwanda, Lingala, Luganda
                    .all("ndiyo,ndio,ndyo,naam,hakika,ndiyo kabisa")
                    .all("ego,yego,egome,eego,yego cane,ego cane,nivyo,ni vyo,nibyo,ni byo,ndemera")
                    .all("iyo,eyo,ndima,wewawo,weewaawo")
                    .only("ee,eee,eeh,ehe", "ln", "sw", "rn", "rw", "lg")
                    .only("yee,ye", "rw", "lg", "en")
                    // Arabic, also in Latin letters
                    .all("نعم,اجل,ايوه,ايوة,ايوا,بلى,طبعا,اكيد,بالتاكيد,aywa,na3am")
                    .weak("ok,okay,oki,dac,sawa,sure,kweli,vrai,true,correct,تمام,موافق")
                    .all(NormalText.THUMB_UP)
                    .list();

    static final List<Saying> NO =
            new Sayings()
                    .all(
                            "non,nan,nonn,noon,noin,nono,jamais,pas du tout,pas d accord,absolument pas")
                    .all("certainement pas,bien sur que non,pas question,negatif,nullement")
                    .all("aucunement,pas vraiment,je refuse,je ne suis pas d accord")
                    .all("no,nope,nop,nah,naw,never,not at all,of course not,no way,definitely not")
                    .all("absolutely not,certainly not,negative,not really,i disagree")
                    .all("hapana,apana,siyo,sio,si kweli,hata kidogo")
                    .all("oya,oyaa,ashwi,oya cane,oya rwose,ntabwo ari vyo,ntabwo aribyo")
                    .all("boye te,ata moke,nedda")
                    .only("te,tee", "ln")
                    .only("la,laa", "sw", "ar")
                    .all("لا,كلا,ابدا")
                    .all(NormalText.THUMB_DOWN)
                    .list();

    static final List<Saying> UNSURE =
            new Sayings()
                    .all("je ne sais pas,je sais pas,sais pas,ne sais pas,je n sais pas,chais pas")
                    .all("aucune idee,peut etre,peutetre,jsp,je ne suis pas sur,pas sur")
                    .all("je ne suis pas sure,pas sure,sans avis,sans opinion")
                    .all("i don t know,i dont know,dont know,don t know,dunno,idk,maybe,not sure")
                    .all("perhaps,no idea,i m not sure")
                    .all("sijui,labda,simbizi,sindabizi,sinzi,simbi,nayebi te,mbe sinzi")
                    .all("لا اعرف,لا ادري,ربما,ما اعرف")
                    .list();

    /** What people send alone when the question offers O/N or Y/N. */
    static final Set<String> YES_LETTERS = Set.of("o", "y");

    static final Set<String> NO_LETTERS = Set.of("n");

    /** Before a yes or a no, they take it back. */
    static final Set<String> NEGATIONS =
            Set.of(
                    "pas", "ni", "not", "dont", "never", "jamais", "ntabwo", "sio", "siyo", "ليس",
                    "مش", "مو", "isnt", "t");

    /** Between two answers, they make it neither. */
    static final Set<String> CONNECTORS =
            Set.of("et", "ou", "or", "and", "canke", "cyangwa", "au", "to", "او", "و", "na");

    /** Under this key of a yes/no poll "I don't know" is counted, if the poll has it. */
    static final Set<String> UNSURE_KEYS = Set.of("unsure", "unknown", "maybe", "dont_know");

    private Builtin() {}

    private static final class Sayings {
        private final List<Saying> sayings = new ArrayList<>();

        Sayings all(String list) {
            return add(list, null, 1);
        }

        Sayings weak(String list) {
            return add(list, null, WEAK);
        }

        Sayings only(String list, String... languages) {
            return add(list, Set.of(languages), 1);
        }

        private Sayings add(String list, @Nullable Set<String> languages, double weight) {
            for (String saying : list.split(",", -1)) {
                List<String> words = NormalText.of(Folding.fold(saying)).words();
                sayings.add(new Saying(words, languages, weight));
            }
            return this;
        }

        List<Saying> list() {
            return List.copyOf(sayings);
        }
    }
}
