package relais.meter.drawing.scene;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * PNG (ISO/IEC 15948) of opaque pixels. Charts have few colours: up to 256 of them are written as a
 * palette, one byte per pixel without a filter; more as RGB with the filter "up", which turns
 * repeated rows into zeros. The deflate level was measured, see docs/decisions/092.
 */
final class PngEncoder {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int LEVEL = 4;
    private static final int PALETTE = 3;
    private static final int RGB = 2;
    private static final int COLOURS = 256;

    /** A power of two well above 256, so that probes stay short. */
    private static final int SLOTS = 1024;

    private PngEncoder() {}

    static byte[] encode(int[] pixels, int width, int height) {
        byte[] rows = new byte[height * (width + 1)];
        int[] palette = indexed(pixels, width, rows);
        boolean few = palette.length > 0;
        if (!few) {
            rows = filtered(pixels, width, height);
        }
        byte[] packed = new byte[rows.length + rows.length / 1000 + 64];
        Deflater deflater = new Deflater(LEVEL);
        deflater.setInput(rows);
        deflater.finish();
        int size = deflater.deflate(packed);
        deflater.end();
        ByteBuffer png = ByteBuffer.allocate(size + 4 * COLOURS + 128);
        png.put(SIGNATURE);
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) 8).put((byte) (few ? PALETTE : RGB));
        chunk(png, "IHDR", header.array(), 13);
        if (few) {
            chunk(png, "PLTE", colours(palette), 3 * palette.length);
        }
        chunk(png, "IDAT", packed, size);
        chunk(png, "IEND", packed, 0);
        return Arrays.copyOf(png.array(), png.position());
    }

    private static void chunk(ByteBuffer png, String type, byte[] data, int size) {
        png.putInt(size);
        int start = png.position();
        png.put(type.getBytes(StandardCharsets.US_ASCII)).put(data, 0, size);
        CRC32 crc = new CRC32();
        crc.update(png.array(), start, size + 4);
        png.putInt((int) crc.getValue());
    }

    /** Fills the rows with palette indices; the palette, empty if there are too many colours. */
    private static int[] indexed(int[] pixels, int width, byte[] rows) {
        int[] keys = new int[SLOTS];
        byte[] places = new byte[SLOTS];
        int[] palette = new int[COLOURS];
        int count = 0;
        int last = 0;
        byte lastPlace = 0;
        int at = 0;
        for (int i = 0; i < pixels.length; i++) {
            if (i % width == 0) {
                at++;
            }
            int pixel = pixels[i] | 0xFF000000;
            if (pixel != last) {
                int slot = (pixel * 0x9E3779B1) >>> 22;
                while (keys[slot] != 0 && keys[slot] != pixel) {
                    slot = (slot + 1) & (SLOTS - 1);
                }
                if (keys[slot] == 0) {
                    if (count == COLOURS) {
                        return new int[0];
                    }
                    keys[slot] = pixel;
                    places[slot] = (byte) count;
                    palette[count++] = pixel;
                }
                last = pixel;
                lastPlace = places[slot];
            }
            rows[at++] = lastPlace;
        }
        return Arrays.copyOf(palette, count);
    }

    private static byte[] colours(int[] palette) {
        byte[] bytes = new byte[3 * palette.length];
        for (int i = 0; i < palette.length; i++) {
            bytes[3 * i] = (byte) (palette[i] >> 16);
            bytes[3 * i + 1] = (byte) (palette[i] >> 8);
            bytes[3 * i + 2] = (byte) palette[i];
        }
        return bytes;
    }

    private static byte[] filtered(int[] pixels, int width, int height) {
        byte[] rows = new byte[height * (3 * width + 1)];
        int at = 0;
        for (int y = 0; y < height; y++) {
            rows[at++] = 2;
            int row = y * width;
            for (int x = 0; x < width; x++) {
                int here = pixels[row + x];
                int above = y == 0 ? 0 : pixels[row + x - width];
                rows[at++] = (byte) ((here >> 16) - (above >> 16));
                rows[at++] = (byte) ((here >> 8) - (above >> 8));
                rows[at++] = (byte) (here - above);
            }
        }
        return rows;
    }
}
