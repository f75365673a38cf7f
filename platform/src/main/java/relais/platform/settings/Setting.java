package relais.platform.settings;

import java.util.function.Function;

/**
 * One thing an operator can set.
 *
 * @param key dotted, kebab case: {@code gateway.smpp.enquire-link}
 * @param fallback its default, as it would be written in the file
 * @param help one line: what it does, its unit and bounds
 * @param secret shown as dots wherever settings are listed
 * @param parse turns the text into a value or throws IllegalArgumentException saying what is wrong
 */
public record Setting<T>(
        String key, String fallback, String help, boolean secret, Function<String, T> parse) {}
