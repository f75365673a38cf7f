package relais.voice.rules;

import java.util.Arrays;
import java.util.Set;

/** Words that mean nothing by themselves here. */
final class Everyday {
    /** Courtesy and small talk: no story begins with them alone. */
    static final Set<String> COURTESY =
            words(
                    "bonjour bonsoir bjr bsr salut merci mercii svp stp s il vous plait te madame"
                            + " monsieur mr mme cher chere chers je j suis c est ca va bien tres"
                            + " beaucoup vraiment ici moi a au aux le la les l de du des d un une et"
                            + " ou que qu qui en y ai nous on vous tu il elle mon ma mes notre nos"
                            + " hello hi good morning evening afternoon thank thanks you please pls"
                            + " sir madam dear i am m it is s the an of to and we my very much yes"
                            + " no oui non cane rwose kabisa sana mwaramutse amahoro bite mwiriwe"
                            + " murakoze urakoze asante habari tafadhali jambo mbote matondi melesi"
                            + " السلام عليكم شكرا مرحبا reponse answer option choix numero ma mon");

    /** Common words within one typing error of an answer: they mean themselves. */
    static final Set<String> NOT_ERRORS =
            words(
                    "nom noms nos nous not note now nor none noun nord our out oh ou ours ouvre"
                            + " ouie yet year yen your you pays pas par ere egg age sic son sont"
                            + " jamaica ville villes vont never every eye eyes there these for nice"
                            + " none fine file fire mile six sex dix dit dis oyo okra nana noel"
                            + " none news next bien rien mien sien noir voir soir avoir avril april"
                            + " sans sang cent vent dent ment lent sent vert vers mer mere pere"
                            + " sure sur cure dure saw sana wave vraie ferme terme forme form from"
                            + " this that than then them they");

    private Everyday() {}

    private static Set<String> words(String list) {
        return Set.copyOf(Arrays.asList(list.split(" ", -1)));
    }
}
