package dev.gramme.database.iam;

import dev.gramme.database.api.Operation;
import dev.gramme.database.identity.Accounts;
import dev.gramme.database.identity.LastUses;
import java.util.List;

/** The parts of Identity and Access Management, put together. */
public final class IamFeature {
    private final List<Operation<?, ?>> operations;

    public IamFeature(Accounts accounts, LastUses lastUses) {
        Actions actions = new Actions(accounts);
        UserOperations.addTo(actions);
        AccessKeyOperations.addTo(actions, lastUses);
        InlinePolicies.addTo(actions);
        ManagedPolicyOperations.addTo(actions);
        PolicyVersionOperations.addTo(actions);
        Attachments.addTo(actions);
        GroupOperations.addTo(actions);
        RoleOperations.addTo(actions, lastUses);
        TagOperations.addTo(actions);
        BoundaryOperations.addTo(actions);
        AccountOperations.addTo(actions, accounts);
        OidcOperations.addTo(actions);
        SimulationOperations.addTo(actions);
        this.operations = actions.all();
    }

    public List<Operation<?, ?>> operations() {
        return operations;
    }
}
