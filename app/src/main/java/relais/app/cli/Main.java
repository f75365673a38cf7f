package relais.app.cli;

/** Where the launcher comes in. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(Commands.run(arguments));
    }
}
