package relais.app.demo;

import java.util.List;

/**
 * A province of Burundi with its rough share of the people. Names as in the boundaries the console
 * draws (Natural Earth, public domain); shares after the census of 2008, rounded.
 */
record Province(String name, int share) {
    static final List<Province> ALL =
            List.of(
                    new Province("Bubanza", 42),
                    new Province("Bujumbura Mairie", 62),
                    new Province("Bujumbura Rural", 58),
                    new Province("Bururi", 71),
                    new Province("Cankuzo", 28),
                    new Province("Cibitoke", 57),
                    new Province("Gitega", 90),
                    new Province("Karuzi", 54),
                    new Province("Kayanza", 73),
                    new Province("Kirundo", 78),
                    new Province("Makamba", 53),
                    new Province("Muramvya", 36),
                    new Province("Muyinga", 78),
                    new Province("Mwaro", 34),
                    new Province("Ngozi", 82),
                    new Province("Rutana", 41),
                    new Province("Ruyigi", 49));

    private static final int SHARES = ALL.stream().mapToInt(Province::share).sum();

    /** The province at a draw from 0 to 1. */
    static Province at(double draw) {
        double left = draw * SHARES;
        for (Province province : ALL) {
            left -= province.share();
            if (left < 0) {
                return province;
            }
        }
        return ALL.getLast();
    }
}
