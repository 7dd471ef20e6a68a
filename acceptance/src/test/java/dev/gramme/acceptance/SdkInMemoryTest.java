package dev.gramme.acceptance;

import dev.gramme.server.Server;
import dev.gramme.server.ServerConfig;
import java.io.IOException;

class SdkInMemoryTest extends SdkContract {
    @Override
    Server start() throws IOException {
        return Server.start(ServerConfig.inMemory());
    }
}
