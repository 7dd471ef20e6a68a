package dev.gramme.database;

import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.cluster.CatalogLog;
import dev.gramme.database.cluster.LeadersEngine;
import dev.gramme.database.cluster.Lease;
import dev.gramme.database.cluster.Members;
import dev.gramme.database.cluster.News;
import dev.gramme.database.cluster.Owners;
import dev.gramme.database.cluster.PeerCalls;
import dev.gramme.database.cluster.PeerMessages;
import dev.gramme.database.cluster.Poll;
import dev.gramme.database.cluster.Report;
import dev.gramme.database.cluster.RightfulEngine;
import dev.gramme.database.cluster.Server;
import dev.gramme.database.cluster.Tenure;
import dev.gramme.database.crypto.KeyService;
import dev.gramme.database.crypto.SealBrokenException;
import dev.gramme.database.env.Environment;
import dev.gramme.database.identity.LastUses.LastUse;
import dev.gramme.database.layout.DataFormat;
import dev.gramme.database.table.PartitionLoad;
import dev.gramme.database.table.SystemRecords;
import dev.gramme.database.table.TableGrowth;
import dev.gramme.kv.KvEngine;
import dev.gramme.kv.KvException;
import dev.gramme.kv.KvPeer;
import dev.gramme.kv.PartitionId;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The database of one server of several that have the same store open. It leads, or follows the one that does; which of
 * the two may change at any time. Closing it closes the engine.
 */
public final class ClusterDatabase implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ClusterDatabase.class.getName());
    private static final long ROLE_PAUSE_MILLIS = 20;
    private static final long POLL_MILLIS = 1_500;
    private static final long ENGINE_MILLIS = 3_000;
    private static final long REQUEST_MILLIS = 6_000;

    private final KvEngine engine;
    private final Environment environment;
    private final KeyService keyService;
    private final Settings settings;
    private final UnaryOperator<byte[]> requests;
    private final Server self;
    private final Tenure tenure;
    private final Owners owners;
    private final PeerMessages messages;
    private final CatalogLog log = new CatalogLog();
    private final Environment.Repeating looking;
    private final Environment.Repeating playing;
    private volatile @Nullable Role role;
    /** Used by one thread, like the next one. */
    private Report report = Report.NONE;

    private long reports;
    private volatile boolean closed;

    private sealed interface Role {
        Database database();
    }

    private record Leads(Database database, Members members) implements Role {}

    /**
     * Follows a leader.
     *
     * @param known the version of the catalog that is taken over
     */
    private record Follows(Database database, Lease lease, Server leader, long known) implements Role {}

    /**
     * Joins the servers of a store; {@link #awaitReady} tells when it is one of them.
     *
     * @param engine shared with other processes
     * @param address where they reach this one, HOST:PORT
     * @param calls carries messages to the others
     * @param requests answers requests of clients that other servers pass on, in whatever form {@link #passOn} took
     *     them
     * @throws KvException.Unavailable where the store does not answer, or is not of this root key or format
     */
    public ClusterDatabase(
            KvEngine engine,
            Environment environment,
            KeyService keyService,
            Settings settings,
            String address,
            PeerCalls calls,
            UnaryOperator<byte[]> requests) {
        this.engine = engine;
        this.environment = environment;
        this.keyService = keyService;
        this.settings = settings;
        this.requests = requests;
        this.self = new Server(1 + (environment.randomLong() >>> 1), address);
        DataFormat.CURRENT.require(engine, "The data");
        this.messages =
                new PeerMessages(new SystemRecords(engine, environment, keyService), environment, calls, self.id());
        this.owners = new Owners(environment, self.id());
        engine.join(this::owner);
        this.tenure = new Tenure(engine, environment, self);
        this.looking = environment.repeat("tenure", Tenure.LOOK_MILLIS, this::look);
        this.playing = environment.repeat("role", ROLE_PAUSE_MILLIS, this::play);
    }

    private @Nullable KvPeer owner(PartitionId partition) {
        Server owner = owners.of(partition);
        return owner == null ? null : message -> commitAt(owner, message);
    }

    private byte[] commitAt(Server owner, byte[] message) {
        try {
            return messages.call(owner, PeerMessages.Kind.ENGINE, message, ENGINE_MILLIS);
        } catch (KvException e) {
            owners.isSilent(owner);
            throw e;
        }
    }

    private void look() {
        try {
            tenure.step();
            if (role instanceof Leads leads && tenure.holds()) {
                if (leads.members().sweep()) {
                    leads.database().recover();
                }
                owners.are(leads.members().listed(), self);
            }
        } catch (KvException e) {
            LOG.log(System.Logger.Level.WARNING, "Who leads could not be told: " + e.getMessage());
        }
    }

    /** Takes the part that this process has to play now. */
    private void play() {
        try {
            Role now = role;
            if (tenure.isMine()) {
                if (!(now instanceof Leads) && tenure.holds() && !closed) {
                    lead();
                }
                return;
            }
            if (now instanceof Leads leads) {
                role = null;
                leads.database().close();
            }
            Server leader = tenure.leader();
            if (leader != null && !closed) {
                follow(leader);
            }
        } catch (KvException | IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "The leader does not answer", e);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "This server could not take its part", e);
        }
    }

    private void lead() {
        log.restart();
        Members members = new Members(environment, log, tenure, self);
        owners.are(members.listed(), self);
        Database database =
                open(new LeadersEngine(new RightfulEngine(engine, tenure), log, members), Part.leading(members));
        role = new Leads(database, members);
        LOG.log(System.Logger.Level.INFO, "This server leads.");
    }

    private Database open(KvEngine lent, Part part) {
        return new Database(lent, environment, keyService, settings, UnaryOperator.identity(), part);
    }

    /** Asks the leader for news, once, and takes them over. */
    private void follow(Server leader) throws IOException {
        Follows before = role instanceof Follows follows ? follows : null;
        boolean sameLeader = before != null && before.leader().equals(leader);
        long known = before == null || !sameLeader ? 0 : before.known();
        long settled = before != null && before.database().refresh().isSettled() ? known : 0;
        Lease lease = before == null ? new Lease(environment) : before.lease();
        long asked = environment.nanoTime();
        News news = tell(leader, known, settled, before);
        Database database = before == null ? null : before.database();
        if (database == null) {
            lease.renew(asked);
            database = open(new RightfulEngine(engine, lease), Part.FOLLOWING);
        } else if (news.everything()) {
            database.refresh().everything();
        } else {
            database.refresh().rows(news.rows());
        }
        lease.renew(asked);
        owners.are(news.servers(), leader);
        role = new Follows(database, lease, leader, news.version());
        if (!sameLeader) {
            LOG.log(System.Logger.Level.INFO, "This server follows the one on " + leader.address() + ".");
        }
        playing.wake();
    }

    private News tell(Server leader, long known, long settled, @Nullable Follows before) throws IOException {
        Report told = before == null ? Report.NONE : report(before.database());
        Poll poll = new Poll(self.id(), self.address(), known, settled, false, told);
        News news = News.decode(messages.call(leader, PeerMessages.Kind.POLL, poll.encode(), POLL_MILLIS));
        report = Report.NONE;
        return news;
    }

    /** What the leader has not been told yet, or not for sure. */
    private Report report(Database database) {
        if (report.number() == 0) {
            List<TableGrowth> growths = database.growths().take();
            List<LastUse> uses = database.lastUses().take();
            List<PartitionLoad> loads = database.loads().take();
            if (!growths.isEmpty() || !uses.isEmpty() || !loads.isEmpty()) {
                reports++;
                report = new Report(reports, growths, uses, loads);
            }
        }
        return report;
    }

    /**
     * Waits until this server answers.
     *
     * @param waiting is told every second that it does not yet
     */
    public void awaitReady(Runnable waiting) {
        for (int looks = 0; role == null && !closed; looks++) {
            environment.sleepMillis(ROLE_PAUSE_MILLIS);
            if (looks % 50 == 49) {
                waiting.run();
            }
        }
    }

    /** Whether this server leads. */
    public boolean leads() {
        return role instanceof Leads && tenure.holds();
    }

    /** Whether this server may answer requests at this moment. */
    public boolean isReady() {
        return switch (role) {
            case Leads leads -> tenure.holds();
            case Follows follows -> follows.lease().holds();
            case null -> false;
        };
    }

    /** Where requests are answered in this process now. */
    public Database database() {
        Role now = role;
        if (now == null) {
            throw new DynamoException(ErrorCode.SERVICE_UNAVAILABLE, "This server is not ready yet");
        }
        return now.database();
    }

    /** Whether the leader has to answer a request for an operation, named by its action, instead of this process. */
    public boolean isForLeader(String action) {
        return role instanceof Follows follows && !follows.database().isDoneAnywhere(action);
    }

    /** Has the leader answer a request of a client. */
    public byte[] passOn(byte[] request) {
        Server leader = tenure.leader();
        if (leader == null || leader.equals(self)) {
            throw new DynamoException(ErrorCode.SERVICE_UNAVAILABLE, "No server leads at the moment");
        }
        try {
            return messages.call(leader, PeerMessages.Kind.REQUEST, request, REQUEST_MILLIS);
        } catch (KvException.Unavailable e) {
            throw new DynamoException(ErrorCode.SERVICE_UNAVAILABLE, "The server that leads does not answer", e);
        } catch (KvException.Uncertain e) {
            throw new DynamoException(ErrorCode.INTERNAL_SERVER, "Internal server error", e);
        }
    }

    /**
     * Answers a call of another server.
     *
     * @throws SealBrokenException where it is none
     */
    public byte[] answer(byte[] sealed) {
        return messages.answer(sealed, this::answer);
    }

    private byte[] answer(PeerMessages.Kind kind, byte[] payload) {
        return switch (kind) {
            case POLL -> news(payload);
            case ENGINE -> engine.answer(payload);
            case REQUEST -> {
                if (!leads()) {
                    throw new KvException.Unavailable("This server does not lead", null);
                }
                yield requests.apply(payload);
            }
        };
    }

    private byte[] news(byte[] payload) {
        if (!(role instanceof Leads leads)) {
            throw new KvException.Unavailable("This server does not lead", null);
        }
        try {
            Poll poll = Poll.decode(payload);
            if (leads.members().takes(poll)) {
                leads.database().growths().add(poll.report().growths());
                leads.database().lastUses().note(poll.report().uses());
                leads.database().loads().add(poll.report().loads());
            }
            return leads.members().answer(poll).encode();
        } catch (IOException e) {
            throw new KvException.Unavailable("This server does not know such calls", e);
        }
    }

    /** Leaves the others, so that they need not wait until they miss this server. */
    private void leave(Follows follows) {
        try {
            Poll poll = new Poll(
                    self.id(), self.address(), follows.known(), follows.known(), true, report(follows.database()));
            messages.call(follows.leader(), PeerMessages.Kind.POLL, poll.encode(), POLL_MILLIS);
        } catch (KvException e) {
            LOG.log(System.Logger.Level.DEBUG, "The leader was not told of the end", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        playing.close();
        Role last = role;
        if (last != null) {
            try {
                last.database().close();
            } catch (KvException e) {
                LOG.log(System.Logger.Level.WARNING, "Not everything was saved at the end: " + e.getMessage());
            }
        }
        if (last instanceof Follows follows) {
            leave(follows);
        }
        looking.close();
        try {
            tenure.giveUp();
        } catch (KvException e) {
            LOG.log(System.Logger.Level.DEBUG, "The right to lead was not given up", e);
        }
        engine.close();
    }
}
