package relais.meter.drawing.scene;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * PNG (ISO/IEC 15948) of opaque pixels with a palette: one byte per pixel, no filter. A chart
 * written so is some 2.4 times smaller than RGB and deflated three times as fast; the level was
 * measured, see docs/decisions/092.
 */
final class PngEncoder {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final int LEVEL = 4;
    private static final byte BITS = 8;
    private static final byte INDEXED = 3;

    private PngEncoder() {}

    static byte[] encode(int[] pixels, int width, int height, Colours colours) {
        byte[] rows = new byte[height * (width + 1)];
        int at = 0;
        int next = 0;
        for (int y = 0; y < height; y++) {
            at++;
            for (int x = 0; x < width; x++) {
                rows[at++] = colours.place(pixels[next++]);
            }
        }
        byte[] packed = new byte[rows.length + rows.length / 1000 + 64];
        Deflater deflater = new Deflater(LEVEL);
        deflater.setInput(rows);
        deflater.finish();
        int size = deflater.deflate(packed);
        deflater.end();
        ByteBuffer png = ByteBuffer.allocate(size + 3 * Colours.MOST + 128);
        png.put(SIGNATURE);
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put(BITS).put(INDEXED);
        chunk(png, "IHDR", header.array(), 13);
        byte[] palette = palette(colours.palette());
        chunk(png, "PLTE", palette, palette.length);
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

    private static byte[] palette(int[] colours) {
        byte[] bytes = new byte[3 * colours.length];
        for (int i = 0; i < colours.length; i++) {
            bytes[3 * i] = (byte) (colours[i] >> 16);
            bytes[3 * i + 1] = (byte) (colours[i] >> 8);
            bytes[3 * i + 2] = (byte) colours[i];
        }
        return bytes;
    }
}
