package relais.meter.picture;

import java.util.ArrayList;
import java.util.List;
import relais.meter.drawing.View.Size;
import relais.meter.drawing.scene.Scene;
import relais.meter.drawing.scene.Shape;

/** Pictures of one size in rows. */
record Sheet(int width, int height, int columns) {
    /** A host has more graphs than a person looks at at once. */
    static final int MOST_PICTURES = 60;

    /** Real pixels; each costs four bytes while the sheet is painted. */
    private static final double MOST_PIXELS = 24_000_000;

    private static final int GAP = 8;

    /** Up to three pictures lie below one another, more in two columns. */
    private static final int IN_ONE_COLUMN = 3;

    static Sheet of(int pictures, Wish wish) {
        Size size = wish.view().size();
        int usual = pictures <= IN_ONE_COLUMN ? 1 : 2;
        Sheet sheet =
                new Sheet(
                        size.width(), size.height(), wish.columns() == 0 ? usual : wish.columns());
        double pixels =
                (double) sheet.wide() * sheet.tall(pictures) * size.factor() * size.factor();
        if (pictures > MOST_PICTURES || pixels > MOST_PIXELS) {
            throw new IllegalArgumentException(
                    pictures + " graphs of this size are too large a sheet: ask for smaller ones");
        }
        return sheet;
    }

    private int wide() {
        return columns * (width + GAP) - GAP;
    }

    private int tall(int pictures) {
        return Math.max(1, Math.ceilDiv(pictures, columns)) * (height + GAP) - GAP;
    }

    Scene joined(List<Scene> scenes) {
        List<Shape> shapes = new ArrayList<>();
        List<String> words = new ArrayList<>();
        int ground = 0xFFFFFFFF;
        for (int i = 0; i < scenes.size(); i++) {
            double right = (double) (i % columns) * (width + GAP);
            double down = (double) (i / columns) * (height + GAP);
            for (Shape shape : scenes.get(i).shapes()) {
                shapes.add(moved(shape, right, down));
            }
            words.add(scenes.get(i).words());
            ground = scenes.get(i).ground();
        }
        return new Scene(wide(), tall(scenes.size()), ground, String.join("; ", words), shapes);
    }

    private static Shape moved(Shape shape, double right, double down) {
        return switch (shape) {
            case Shape.Box(var x, var y, var width, var height, var colour) ->
                    new Shape.Box(x + right, y + down, width, height, colour);
            case Shape.Line(var xs, var ys, var width, var dash, var colour) ->
                    new Shape.Line(moved(xs, right), moved(ys, down), width, dash, colour);
            case Shape.Area(var xs, var ys, var colour) ->
                    new Shape.Area(moved(xs, right), moved(ys, down), colour);
            case Shape.Text(var x, var y, var words, var room, var face, var anchor, var colour) ->
                    new Shape.Text(x + right, y + down, words, room, face, anchor, colour);
        };
    }

    private static double[] moved(double[] places, double by) {
        double[] moved = places.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += by;
        }
        return moved;
    }
}
