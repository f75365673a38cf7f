package relais.voice.poll;

/**
 * Something in a definition that must be mended before it is saved or started.
 *
 * @param field where, as a path: {@code categories[1].rules[0].pattern}
 * @param code stable, kebab case; the console translates it
 * @param detail in English: what is wrong and what to do
 */
public record DefinitionProblem(String field, String code, String detail) {}
