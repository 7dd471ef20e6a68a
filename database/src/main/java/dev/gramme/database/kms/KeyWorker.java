package dev.gramme.database.kms;

import dev.gramme.database.env.Environment;
import dev.gramme.database.work.Lease;
import dev.gramme.database.work.Worker;

/** Deletes keys when their time is over, and gives others new material when it is due. */
final class KeyWorker implements Worker {
    private final Keys keys;
    private final Grants grants;
    private final Environment environment;

    KeyWorker(Keys keys, Grants grants, Environment environment) {
        this.keys = keys;
        this.grants = grants;
        this.environment = environment;
    }

    @Override
    public String name() {
        return "kms";
    }

    @Override
    public boolean hasWork() {
        return keys.all().stream().anyMatch(key -> isOver(key) || isToRotate(key));
    }

    private boolean isOver(KmsKey key) {
        return key.state() == KmsKey.State.PENDING_DELETION && key.deletionMillis() <= environment.clockMillis();
    }

    private boolean isToRotate(KmsKey key) {
        KmsKey.Rotation rotation = key.rotation();
        return key.isEnabled() && rotation.enabled() && rotation.nextMillis() <= environment.clockMillis();
    }

    @Override
    public void runSlice(Lease lease) {
        for (KmsKey key : keys.all()) {
            if (isOver(key)) {
                keys.delete(key.id(), grants.of(key.id()));
                grants.forget(key.id());
            } else if (isToRotate(key)) {
                keys.rotate(key.id(), KmsKey.Material.AUTOMATIC);
            }
        }
    }
}
