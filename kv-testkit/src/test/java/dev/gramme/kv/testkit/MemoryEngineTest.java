package dev.gramme.kv.testkit;

import dev.gramme.kv.KvEngine;
import dev.gramme.kv.memory.MemoryEngine;

class MemoryEngineTest extends EngineContract {
    @Override
    protected KvEngine open() {
        return new MemoryEngine(System::currentTimeMillis);
    }
}
