package dev.gramme.acceptance.faults;

import java.io.IOException;

/** Signals to processes. */
public final class Signals {
    private Signals() {}

    /** Sends one, such as STOP or CONT. */
    public static void send(String name, long pid) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("kill -" + name + " " + pid + " ended with " + code);
        }
    }
}
