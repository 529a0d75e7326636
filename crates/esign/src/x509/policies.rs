//! Policies along a path: the valid policy tree of RFC 5280 6.1, level by level.

use crate::asn1::Result;
use crate::oid::ANY_POLICY;
use crate::x509::Certificate;
use const_oid::ObjectIdentifier as Oid;
use std::collections::BTreeSet;

/// Nodes on one level of a tree. Real trees have a handful.
const MOST_NODES: usize = 2_000;

/// What the relying party wants of the policies (RFC 5280 6.1.1). The default wants nothing.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Acceptable policies; empty means any.
    pub policies: BTreeSet<Oid>,
    pub explicit: bool,
    pub no_mapping: bool,
    pub no_any: bool,
}

#[derive(Debug, Clone)]
struct Node {
    valid: Oid,
    expected: BTreeSet<Oid>,
    parent: usize,
}

/// State between two certificates of a path.
pub struct Policies {
    wanted: Wanted,
    /// Levels of the tree, the root first. Empty: the tree is NULL.
    levels: Vec<Vec<Node>>,
    explicit: u32,
    mapping: u32,
    any: u32,
}

impl Policies {
    /// `length`: certificates in the path, without the anchor.
    pub fn new(wanted: &Wanted, length: u32) -> Self {
        let root = Node { valid: ANY_POLICY, expected: BTreeSet::from([ANY_POLICY]), parent: 0 };
        let count = |flag: bool| if flag { 0 } else { length + 1 };
        Self {
            levels: vec![vec![root]],
            explicit: count(wanted.explicit),
            mapping: count(wanted.no_mapping),
            any: count(wanted.no_any),
            wanted: wanted.clone(),
        }
    }

    /// 6.1.3 (d) to (f). `false`: an explicit policy is required and none is left.
    pub fn enter(&mut self, certificate: &Certificate, last: bool) -> Result<bool> {
        match certificate.policies()? {
            None => self.levels.clear(),
            Some(policies) if !self.levels.is_empty() => self.grow(&policies, certificate, last),
            Some(_) => {}
        }
        Ok(self.explicit > 0 || !self.levels.is_empty())
    }

    fn grow(&mut self, policies: &[Oid], certificate: &Certificate, last: bool) {
        let parents = self.levels.last().cloned().unwrap_or_default();
        let mut nodes: Vec<Node> = Vec::new();
        for &policy in policies.iter().filter(|policy| **policy != ANY_POLICY) {
            let before = nodes.len();
            let expecting = parents.iter().enumerate().filter(|(_, node)| node.expected.contains(&policy));
            nodes.extend(expecting.map(|(parent, _)| Node { valid: policy, expected: BTreeSet::from([policy]), parent }));
            if nodes.len() == before {
                let any = parents.iter().position(|node| node.valid == ANY_POLICY);
                nodes.extend(any.map(|parent| Node { valid: policy, expected: BTreeSet::from([policy]), parent }));
            }
        }
        let any_counts = self.any > 0 || (!last && certificate.is_self_issued());
        if policies.contains(&ANY_POLICY) && any_counts {
            for (parent, node) in parents.iter().enumerate() {
                for &expected in &node.expected {
                    if !nodes.iter().any(|child| child.parent == parent && child.valid == expected) {
                        nodes.push(Node { valid: expected, expected: BTreeSet::from([expected]), parent });
                    }
                }
            }
        }
        // A tree that grows like this is an attack; without one, no explicit policy can be met (RFC 5280 leaves it to us).
        if nodes.len() > MOST_NODES {
            self.levels.clear();
            return;
        }
        self.levels.push(nodes);
        self.prune();
    }

    /// Nodes without children go, from the leaves up; a tree without leaves is NULL.
    fn prune(&mut self) {
        for level in (1..self.levels.len()).rev() {
            let parents: BTreeSet<usize> = self.levels[level].iter().map(|node| node.parent).collect();
            let above = std::mem::take(&mut self.levels[level - 1]);
            let mut places = vec![None; above.len()];
            for (at, node) in above.into_iter().enumerate() {
                if parents.contains(&at) {
                    places[at] = Some(self.levels[level - 1].len());
                    self.levels[level - 1].push(node);
                }
            }
            for node in &mut self.levels[level] {
                node.parent = places.get(node.parent).copied().flatten().unwrap_or_default();
            }
        }
        if self.levels.iter().any(Vec::is_empty) {
            self.levels.clear();
        }
    }

    /// 6.1.4 (a), (b), (h) to (j). `false`: anyPolicy is mapped.
    pub fn leave(&mut self, certificate: &Certificate) -> Result<bool> {
        let mappings = certificate.policy_mappings()?;
        if mappings.iter().any(|(from, to)| *from == ANY_POLICY || *to == ANY_POLICY) {
            return Ok(false);
        }
        self.map(&mappings);
        if !certificate.is_self_issued() {
            self.explicit = self.explicit.saturating_sub(1);
            self.mapping = self.mapping.saturating_sub(1);
            self.any = self.any.saturating_sub(1);
        }
        let constraints = certificate.policy_constraints()?;
        self.explicit = self.explicit.min(constraints.require_explicit.unwrap_or(u32::MAX));
        self.mapping = self.mapping.min(constraints.inhibit_mapping.unwrap_or(u32::MAX));
        self.any = self.any.min(certificate.inhibit_any_policy()?.unwrap_or(u32::MAX));
        Ok(true)
    }

    fn map(&mut self, mappings: &[(Oid, Oid)]) {
        if mappings.is_empty() || self.levels.is_empty() {
            return;
        }
        let allowed = self.mapping > 0;
        let Some(leaves) = self.levels.last_mut() else { return };
        let sources: BTreeSet<Oid> = mappings.iter().map(|(from, _)| *from).collect();
        if !allowed {
            leaves.retain(|node| !sources.contains(&node.valid));
            self.prune();
            return;
        }
        for source in sources {
            let targets: BTreeSet<Oid> = mappings.iter().filter(|(from, _)| *from == source).map(|(_, to)| *to).collect();
            let mut found = false;
            for node in leaves.iter_mut().filter(|node| node.valid == source) {
                node.expected.clone_from(&targets);
                found = true;
            }
            let any = leaves.iter().find(|node| node.valid == ANY_POLICY).map(|node| node.parent);
            if let (false, Some(parent)) = (found, any) {
                leaves.push(Node { valid: source, expected: targets, parent });
            }
        }
    }

    /// 6.1.5 (a), (b), (g): whether the path ends with a policy that is wanted.
    pub fn end(mut self, certificate: &Certificate) -> Result<bool> {
        self.explicit = self.explicit.saturating_sub(1);
        if certificate.policy_constraints()?.require_explicit == Some(0) {
            self.explicit = 0;
        }
        self.intersect();
        Ok(self.explicit > 0 || !self.levels.is_empty())
    }

    /// 6.1.5 (g)(iii): only what the relying party wants stays.
    fn intersect(&mut self) {
        if self.wanted.policies.is_empty() || self.levels.is_empty() {
            return;
        }
        // Nodes whose parent is anyPolicy were brought in by the certificates themselves; they are the policies of the user's domain.
        for level in 1..self.levels.len() {
            let above: Vec<Oid> = self.levels[level - 1].iter().map(|node| node.valid).collect();
            let wanted = &self.wanted.policies;
            let unwanted = |node: &Node| {
                above.get(node.parent) == Some(&ANY_POLICY) && node.valid != ANY_POLICY && !wanted.contains(&node.valid)
            };
            let gone: Vec<bool> = self.levels[level].iter().map(unwanted).collect();
            self.remove(level, &gone);
        }
        self.prune();
    }

    /// Removes nodes of a level with all that hangs below them.
    fn remove(&mut self, level: usize, gone: &[bool]) {
        let mut gone = gone.to_vec();
        for level in level..self.levels.len() {
            let mut places = Vec::with_capacity(gone.len());
            let mut kept = 0;
            for lost in &gone {
                places.push((!lost).then_some(kept));
                kept += usize::from(!lost);
            }
            let mut flags = gone.iter();
            self.levels[level].retain(|_| !flags.next().copied().unwrap_or_default());
            let Some(below) = self.levels.get_mut(level + 1) else { break };
            gone = below.iter().map(|node| places.get(node.parent).copied().flatten().is_none()).collect();
            for node in below.iter_mut() {
                node.parent = places.get(node.parent).copied().flatten().unwrap_or_default();
            }
        }
    }
}
