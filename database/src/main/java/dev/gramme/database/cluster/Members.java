package dev.gramme.database.cluster;

import dev.gramme.database.env.Environment;
import dev.gramme.database.table.OtherServers;
import dev.gramme.kv.KvException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The other servers as their leader sees them: what each of them knows, and until when it may act on it. */
public final class Members implements OtherServers {
    /** Beyond a lease, for the time between the leader's answer and what follows from it. */
    private static final long MARGIN_NANOS = TimeUnit.SECONDS.toNanos(2);
    /** Who has not been heard for that long is not sent anything, and no change waits for it to be seen there. */
    private static final long SILENT_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);
    /** How long a poll is held where there is no news. */
    private static final long HELD_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    /** The same for one that has news itself as soon as what it has under way is done. */
    private static final long SHORT_HELD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** For how long a change waits until the others know of it; those that miss it see it a little later. */
    private static final long KNOWN_WITHIN_MILLIS = 250;

    private final Environment environment;
    private final CatalogLog log;
    private final Tenure tenure;
    private final Server self;
    private final long beganNanos;
    private final Map<Long, Member> members = new HashMap<>();

    /** One of them. */
    private static final class Member {
        final Server server;
        long known;
        long settled;
        /** The last report that was taken of it. */
        long reported;
        /** When it was answered last. */
        long answeredNanos;
        /** When it was heard last. */
        long heardNanos;

        Member(Server server, long nanos) {
            this.server = server;
            this.answeredNanos = nanos;
            this.heardNanos = nanos;
        }
    }

    public Members(Environment environment, CatalogLog log, Tenure tenure, Server self) {
        this.environment = environment;
        this.log = log;
        this.tenure = tenure;
        this.self = self;
        this.beganNanos = environment.nanoTime();
    }

    /** Whether a server's report has not been taken yet; it is, with this. */
    public synchronized boolean takes(Poll poll) {
        Member member = members.get(poll.server());
        if (member == null || poll.report().number() <= member.reported) {
            return false;
        }
        member.reported = poll.report().number();
        return true;
    }

    /**
     * Answers a server, once there is news or a while has passed.
     *
     * @throws KvException.Unavailable where this process does not lead for sure
     */
    public News answer(Poll poll) {
        requireTenure();
        if (poll.leaves()) {
            leave(poll.server());
        } else {
            hear(poll);
            log.awaitNewer(poll.known(), poll.settled() < poll.known() ? SHORT_HELD_NANOS : HELD_NANOS, environment);
        }
        CatalogLog.Changes changes = log.since(poll.known());
        synchronized (this) {
            Member member = members.get(poll.server());
            if (member != null) {
                member.answeredNanos = environment.nanoTime();
                member.heardNanos = member.answeredNanos;
            }
        }
        // an answer is a lease, which a process that only was the leader may not give
        requireTenure();
        return new News(changes.version(), changes.everything(), changes.rows(), listed());
    }

    private void requireTenure() {
        if (!tenure.holds()) {
            throw new KvException.Unavailable("This server does not lead", null);
        }
    }

    private void hear(Poll poll) {
        if (!tenure.sayAlone(false)) {
            throw new KvException.Unavailable("This server cannot take in another one now", null);
        }
        synchronized (this) {
            long now = environment.nanoTime();
            Member member =
                    members.computeIfAbsent(poll.server(), id -> new Member(new Server(id, poll.address()), now));
            member.heardNanos = now;
            member.known = poll.known();
            member.settled = poll.settled();
            notifyAll();
        }
    }

    private synchronized void leave(long server) {
        members.remove(server);
        notifyAll();
    }

    /** The servers that answer requests, this one first. */
    public synchronized List<Server> listed() {
        long now = environment.nanoTime();
        List<Server> listed = new ArrayList<>();
        listed.add(self);
        for (Member member : members.values()) {
            if (member.known > 0 && now - member.heardNanos < SILENT_NANOS) {
                listed.add(member.server);
            }
        }
        return listed;
    }

    /**
     * Forgets servers whose leases have ended. To be called now and then.
     *
     * @return whether there were any
     */
    public boolean sweep() {
        boolean empty;
        boolean found;
        synchronized (this) {
            long now = environment.nanoTime();
            found = members.values().removeIf(member -> isLapsed(member, now));
            empty = members.isEmpty() && !mayHaveStrangers();
        }
        if (empty && tenure.holds()) {
            tenure.sayAlone(true);
        }
        return found;
    }

    private static boolean isLapsed(Member member, long now) {
        return now - member.answeredNanos > Lease.LASTS_NANOS + MARGIN_NANOS;
    }

    private boolean mayHaveStrangers() {
        return tenure.isHeir() && environment.nanoTime() - beganNanos < Lease.LASTS_NANOS + MARGIN_NANOS;
    }

    @Override
    public long version() {
        return log.version();
    }

    @Override
    public synchronized boolean haveReached(long version) {
        if (mayHaveStrangers()) {
            return false;
        }
        long now = environment.nanoTime();
        for (Member member : members.values()) {
            if (member.settled < version && !isLapsed(member, now)) {
                return false;
            }
        }
        return true;
    }

    /** Waits until all that are heard of know of a version, but not for long. */
    synchronized void awaitKnown(long version) {
        long until = environment.nanoTime() + TimeUnit.MILLISECONDS.toNanos(KNOWN_WITHIN_MILLIS);
        while (true) {
            long now = environment.nanoTime();
            long left = TimeUnit.NANOSECONDS.toMillis(until - now);
            if (left <= 0 || members.values().stream().noneMatch(member -> isBehind(member, version, now))) {
                return;
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static boolean isBehind(Member member, long version, long now) {
        // one that has just joined answers already, and is soon heard again
        return member.known < version && now - member.heardNanos < SILENT_NANOS;
    }
}
