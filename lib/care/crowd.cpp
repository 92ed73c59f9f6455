#include "care/crowd.hpp"

#include "core/mask.hpp"
#include "tone/judge.hpp"

#include <algorithm>

namespace rw::care {

void add(Crowd& crowd, Utterance const& said, Policy const& policy) {
    ++crowd.comments;
    crowd.last_at = std::max(crowd.last_at, said.created_at);
    tone::FanCase const one{said.text, said.author.followers, said.author.verified_type};
    auto const risk = policy.tone().fan(one, policy.leanings).risk;
    if (risk == 0) return;
    ++crowd.critical;
    bool const graver = risk > crowd.risk || (risk == crowd.risk && said.id < crowd.gravest);
    if (!graver) return;
    crowd.gravest = said.id;
    crowd.risk = risk;
    crowd.text = mask_personal_data(said.text);
}

}  // namespace rw::care
