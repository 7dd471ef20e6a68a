package dev.gramme.database.iam;

import static dev.gramme.model.iam.Operations.ADD_CLIENT_IDTO_OPEN_IDCONNECT_PROVIDER;
import static dev.gramme.model.iam.Operations.CREATE_OPEN_IDCONNECT_PROVIDER;
import static dev.gramme.model.iam.Operations.DELETE_OPEN_IDCONNECT_PROVIDER;
import static dev.gramme.model.iam.Operations.GET_OPEN_IDCONNECT_PROVIDER;
import static dev.gramme.model.iam.Operations.LIST_OPEN_IDCONNECT_PROVIDERS;
import static dev.gramme.model.iam.Operations.LIST_OPEN_IDCONNECT_PROVIDER_TAGS;
import static dev.gramme.model.iam.Operations.REMOVE_CLIENT_IDFROM_OPEN_IDCONNECT_PROVIDER;
import static dev.gramme.model.iam.Operations.TAG_OPEN_IDCONNECT_PROVIDER;
import static dev.gramme.model.iam.Operations.UNTAG_OPEN_IDCONNECT_PROVIDER;
import static dev.gramme.model.iam.Operations.UPDATE_OPEN_IDCONNECT_PROVIDER_THUMBPRINT;
import static java.util.Objects.requireNonNull;

import dev.gramme.database.api.Call;
import dev.gramme.database.api.DynamoException;
import dev.gramme.database.api.ErrorCode;
import dev.gramme.database.identity.AccountChange;
import dev.gramme.database.identity.AccountState;
import dev.gramme.database.identity.OidcProvider;
import dev.gramme.model.Unit;
import dev.gramme.model.iam.AddClientIDToOpenIDConnectProviderRequest;
import dev.gramme.model.iam.CreateOpenIDConnectProviderRequest;
import dev.gramme.model.iam.CreateOpenIDConnectProviderResponse;
import dev.gramme.model.iam.GetOpenIDConnectProviderRequest;
import dev.gramme.model.iam.GetOpenIDConnectProviderResponse;
import dev.gramme.model.iam.ListOpenIDConnectProviderTagsResponse;
import dev.gramme.model.iam.ListOpenIDConnectProvidersResponse;
import dev.gramme.model.iam.OpenIDConnectProviderListEntry;
import dev.gramme.model.iam.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Operations on OpenID Connect providers. Whose keys they sign with is set for the server, not here. */
final class OidcOperations {
    private static final int MAX_PROVIDERS = 100;
    private static final int MAX_CLIENTS = 100;
    private static final Pattern URL = Pattern.compile("https://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]*)?");
    private static final String SCHEME = "https://";

    private OidcOperations() {}

    static void addTo(Actions actions) {
        actions.writes(
                CREATE_OPEN_IDCONNECT_PROVIDER,
                (state, call, request) -> new Target(
                                OidcProvider.arn(state.accountId(), host(requireNonNull(request.url()))), Facts.NONE)
                        .giving(Tags.asked(request.tags())),
                OidcOperations::create);
        actions.reads(
                GET_OPEN_IDCONNECT_PROVIDER,
                (state, call, request) -> target(state, request.openIDConnectProviderArn()),
                OidcOperations::read);
        actions.reads(
                LIST_OPEN_IDCONNECT_PROVIDERS,
                (state, call, request) -> new Target(OidcProvider.arn(state.accountId(), "*"), Facts.NONE),
                (state, call, request) -> list(state));
        actions.writes(
                DELETE_OPEN_IDCONNECT_PROVIDER,
                (state, call, request) -> target(state, request.openIDConnectProviderArn()),
                (change, call, request) -> {
                    change.remove(find(change.state(), request.openIDConnectProviderArn()));
                    return Unit.UNIT;
                });
        actions.writes(
                ADD_CLIENT_IDTO_OPEN_IDCONNECT_PROVIDER,
                (state, call, request) -> target(state, request.openIDConnectProviderArn()),
                OidcOperations::addClient);
        actions.writes(
                REMOVE_CLIENT_IDFROM_OPEN_IDCONNECT_PROVIDER,
                (state, call, request) -> target(state, request.openIDConnectProviderArn()),
                (change, call, request) -> {
                    OidcProvider provider = find(change.state(), request.openIDConnectProviderArn());
                    List<String> clients = new ArrayList<>(provider.clientIds());
                    clients.remove(requireNonNull(request.clientID()));
                    change.put(provider.withClientIds(clients));
                    return Unit.UNIT;
                });
        actions.writes(
                UPDATE_OPEN_IDCONNECT_PROVIDER_THUMBPRINT,
                (state, call, request) -> target(state, request.openIDConnectProviderArn()),
                (change, call, request) -> {
                    OidcProvider provider = find(change.state(), request.openIDConnectProviderArn());
                    change.put(provider.withThumbprints(requireNonNull(request.thumbprintList())));
                    return Unit.UNIT;
                });
        addTags(actions);
    }

    private static void addTags(Actions actions) {
        actions.writes(
                TAG_OPEN_IDCONNECT_PROVIDER,
                (state, call, request) ->
                        target(state, request.openIDConnectProviderArn()).giving(Tags.asked(request.tags())),
                (change, call, request) -> {
                    OidcProvider provider = find(change.state(), request.openIDConnectProviderArn());
                    change.put(provider.withTags(Tags.added(provider.tags(), request.tags())));
                    return Unit.UNIT;
                });
        actions.writes(
                UNTAG_OPEN_IDCONNECT_PROVIDER,
                (state, call, request) ->
                        target(state, request.openIDConnectProviderArn()).taking(request.tagKeys()),
                (change, call, request) -> {
                    OidcProvider provider = find(change.state(), request.openIDConnectProviderArn());
                    change.put(provider.withTags(Tags.removed(provider.tags(), request.tagKeys())));
                    return Unit.UNIT;
                });
        actions.reads(
                LIST_OPEN_IDCONNECT_PROVIDER_TAGS,
                (state, call, request) -> target(state, request.openIDConnectProviderArn()),
                (state, call, request) -> {
                    OidcProvider provider = find(state, request.openIDConnectProviderArn());
                    Page<Tag> page = TagOperations.page(provider.tags(), request.marker(), request.maxItems());
                    return ListOpenIDConnectProviderTagsResponse.builder()
                            .tags(page.elements())
                            .isTruncated(page.isTruncated())
                            .marker(page.marker())
                            .build();
                });
    }

    private static String host(String url) {
        return url.startsWith(SCHEME) ? url.substring(SCHEME.length()) : url;
    }

    private static Target target(AccountState state, @Nullable String arn) {
        OidcProvider provider = state.provider(requireNonNull(arn));
        return new Target(arn, provider == null ? Facts.NONE : Facts.NONE.withTags("resource", provider.tags()));
    }

    private static OidcProvider find(AccountState state, @Nullable String arn) {
        OidcProvider provider = state.provider(requireNonNull(arn));
        if (provider == null) {
            throw new DynamoException(ErrorCode.NO_SUCH_ENTITY, "OpenIDConnect Provider not found for arn " + arn);
        }
        return provider;
    }

    private static CreateOpenIDConnectProviderResponse create(
            AccountChange change, Call call, CreateOpenIDConnectProviderRequest request) {
        String url = requireNonNull(request.url());
        if (!URL.matcher(url).matches()) {
            throw DynamoException.validation("Invalid Open ID Connect Provider URL");
        }
        AccountState state = change.state();
        String arn = OidcProvider.arn(state.accountId(), host(url));
        if (state.provider(arn) != null) {
            throw new DynamoException(ErrorCode.ENTITY_ALREADY_EXISTS, "Provider with url " + url + " already exists.");
        }
        if (state.providers().size() >= MAX_PROVIDERS) {
            throw IamErrors.quota("OpenIdConnectProvidersPerAccount", MAX_PROVIDERS);
        }
        OidcProvider provider = new OidcProvider(
                state.accountId(),
                host(url),
                clients(request.clientIDList() == null ? List.of() : request.clientIDList()),
                request.thumbprintList() == null ? List.of() : request.thumbprintList(),
                change.nowMillis(),
                Tags.of(request.tags()));
        change.put(provider);
        return CreateOpenIDConnectProviderResponse.builder()
                .openIDConnectProviderArn(arn)
                .tags(Tags.shown(provider.tags()))
                .build();
    }

    private static List<String> clients(List<String> given) {
        List<String> clients = List.copyOf(new LinkedHashSet<>(given));
        if (clients.size() > MAX_CLIENTS) {
            throw IamErrors.quota("ClientIdsPerOpenIdConnectProvider", MAX_CLIENTS);
        }
        return clients;
    }

    private static GetOpenIDConnectProviderResponse read(
            AccountState state, Call call, GetOpenIDConnectProviderRequest request) {
        OidcProvider provider = find(state, request.openIDConnectProviderArn());
        return GetOpenIDConnectProviderResponse.builder()
                .url(provider.host())
                .clientIDList(provider.clientIds())
                .thumbprintList(provider.thumbprints())
                .createDate(Instant.ofEpochMilli(provider.createdMillis()))
                .tags(Tags.shown(provider.tags()))
                .build();
    }

    private static ListOpenIDConnectProvidersResponse list(AccountState state) {
        return ListOpenIDConnectProvidersResponse.builder()
                .openIDConnectProviderList(state.providers().stream()
                        .map(provider -> OpenIDConnectProviderListEntry.builder()
                                .arn(provider.arn())
                                .build())
                        .toList())
                .build();
    }

    private static Unit addClient(AccountChange change, Call call, AddClientIDToOpenIDConnectProviderRequest request) {
        OidcProvider provider = find(change.state(), request.openIDConnectProviderArn());
        List<String> clients = new ArrayList<>(provider.clientIds());
        clients.add(requireNonNull(request.clientID()));
        change.put(provider.withClientIds(clients(clients)));
        return Unit.UNIT;
    }
}
