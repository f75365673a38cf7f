package relais.meter.drawing.scene;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * At most 256 colours for a picture: those of its shapes exactly, then the means of the commonest
 * of 32,768 equal cubes of colour space (Heckbert's popularity method). What smooth edges blend
 * between them becomes the nearest one, which the eye does not see at an edge.
 */
final class Colours {
    static final int MOST = 256;

    /** Colours of shapes beyond these are as good as any other. */
    private static final int MOST_KEPT = 96;

    private static final int CUBES = 1 << 15;

    private final int[] palette;
    private final byte[] places = new byte[CUBES];
    private final int[] kept;

    /** {@code kept}: opaque colours to have exactly. */
    Colours(int[] pixels, int[] wanted) {
        kept = Arrays.stream(wanted).map(c -> c & 0xFFFFFF).distinct().limit(MOST_KEPT).toArray();
        int[] counts = new int[CUBES];
        for (int pixel : pixels) {
            counts[cube(pixel)]++;
        }
        List<Integer> used = new ArrayList<>();
        for (int cube = 0; cube < CUBES; cube++) {
            if (counts[cube] > 0) {
                used.add(cube);
            }
        }
        used.sort(Comparator.comparingInt(cube -> -counts[cube]));
        int size = Math.min(MOST, kept.length + used.size());
        palette = Arrays.copyOf(kept, size);
        byte[] chosen = new byte[CUBES];
        for (int i = kept.length; i < size; i++) {
            chosen[used.get(i - kept.length)] = (byte) i;
        }
        means(pixels, chosen);
        for (int cube : used) {
            places[cube] = chosen[cube] != 0 ? chosen[cube] : nearest(middle(cube));
        }
        for (int i = 0; i < kept.length; i++) {
            places[cube(kept[i])] = (byte) i;
        }
    }

    /** RGB of each index. */
    int[] palette() {
        return palette;
    }

    byte place(int pixel) {
        return places[cube(pixel)];
    }

    private static int cube(int rgb) {
        return rgb >> 9 & 0x7C00 | rgb >> 6 & 0x3E0 | rgb >> 3 & 0x1F;
    }

    private static int middle(int cube) {
        return (cube & 0x7C00) << 9 | (cube & 0x3E0) << 6 | (cube & 0x1F) << 3 | 0x040404;
    }

    private void means(int[] pixels, byte[] chosen) {
        long[] red = new long[MOST];
        long[] green = new long[MOST];
        long[] blue = new long[MOST];
        int[] counts = new int[MOST];
        for (int pixel : pixels) {
            int place = chosen[cube(pixel)] & 0xFF;
            red[place] += pixel >> 16 & 0xFF;
            green[place] += pixel >> 8 & 0xFF;
            blue[place] += pixel & 0xFF;
            counts[place]++;
        }
        for (int i = kept.length; i < palette.length; i++) {
            int count = Math.max(1, counts[i]);
            palette[i] =
                    mean(red[i], count) << 16 | mean(green[i], count) << 8 | mean(blue[i], count);
        }
    }

    private static int mean(long sum, int count) {
        return (int) ((sum + count / 2) / count);
    }

    private byte nearest(int rgb) {
        int best = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < palette.length; i++) {
            int red = (palette[i] >> 16 & 0xFF) - (rgb >> 16 & 0xFF);
            int green = (palette[i] >> 8 & 0xFF) - (rgb >> 8 & 0xFF);
            int blue = (palette[i] & 0xFF) - (rgb & 0xFF);
            int distance = 2 * red * red + 4 * green * green + blue * blue;
            if (distance < least) {
                least = distance;
                best = i;
            }
        }
        return (byte) best;
    }
}
