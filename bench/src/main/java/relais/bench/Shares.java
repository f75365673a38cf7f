package relais.bench;

import java.io.IOException;

/** Who used the processors since the last time somebody asked: tells what bounds a figure. */
final class Shares {
    private final Product product;
    private final Figures figures;
    private double product0;
    private double postgres0;
    private double bench0;
    private long since;

    Shares(Product product, Figures figures) throws IOException {
        this.product = product;
        this.figures = figures;
        mark();
    }

    private void mark() throws IOException {
        product0 = product.ownSeconds();
        postgres0 = product.childSeconds();
        bench0 = Product.seconds(ProcessHandle.current().pid());
        since = System.nanoTime();
    }

    void say(String what) throws IOException {
        double percent = 100 / ((System.nanoTime() - since) / 1e9);
        figures.say(
                "%s: Relais %.0f %%, PostgreSQL %.0f %%, this bench %.0f %% of one core",
                what,
                (product.ownSeconds() - product0) * percent,
                (product.childSeconds() - postgres0) * percent,
                (Product.seconds(ProcessHandle.current().pid()) - bench0) * percent);
        mark();
    }
}
