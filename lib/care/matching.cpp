#include "care/matching.hpp"

#include "core/mask.hpp"
#include "core/text.hpp"

#include <string_view>

namespace rw::care {
namespace {

constexpr std::string_view automatic_mark = "【自动回复】";  // contract 6

/// The text without the `回复@name:` that Weibo puts before an answer.
std::string_view without_prefix(std::string_view text) {
    constexpr std::string_view prefix = "回复@";
    if (!text.starts_with(prefix)) return text;
    constexpr std::string_view wide = "：";
    auto const narrow_at = text.find(':');
    auto const wide_at = text.find(wide);
    if (narrow_at == text.npos && wide_at == text.npos) return text;
    return trim(narrow_at < wide_at ? text.substr(narrow_at + 1) : text.substr(wide_at + wide.size()));
}

Place seat(Brand const& brand, WeiboId root, Uid fan) {
    return Place{conversation_id(brand.account, root, fan), root, fan};
}

std::optional<Place> place_of_brand(Brand const& brand, Utterance const& said) {
    bool const fan_is_addressed = !said.parent_author.none() && !brand.speaks(said.parent_author);
    bool const is_post = said.kind == Kind::mention || said.kind == Kind::repost;
    auto answer = std::optional<Place>{};
    if (is_post) {
        if (said.parent.none() || !fan_is_addressed) return std::nullopt;
        answer = seat(brand, said.parent, said.parent_author);
        answer->how = MatchedBy::repost;
    } else if (!said.parent.none()) {
        if (!fan_is_addressed) return std::nullopt;
        answer = seat(brand, said.root, said.parent_author);
        answer->how = MatchedBy::parent_comment;
    } else {
        if (said.root_author.none() || brand.speaks(said.root_author)) return std::nullopt;
        answer = seat(brand, said.root, said.root_author);
        answer->how = MatchedBy::fans_own_post;
    }
    answer->by_brand = true;
    return answer;
}

/// Whether a fan's comment is meant for the brand. Under a stranger's post people talk among themselves;
/// there only the one whose post it is, and who answers us, speaks to us.
bool is_for_us(Brand const& brand, Utterance const& said) {
    if (said.kind != Kind::comment || said.root_author.none() || brand.speaks(said.root_author)) return true;
    return said.author.uid == said.root_author || brand.speaks(said.parent_author);
}

}  // namespace

std::optional<Place> place(Brand const& brand, Utterance const& said) {
    if (said.author.uid.none()) return std::nullopt;
    bool const by_brand = brand.speaks(said.author.uid);
    // The platform tells of messages to the brand only: what the brand writes in private is not seen.
    if (by_brand) return said.kind == Kind::message ? std::nullopt : place_of_brand(brand, said);
    if (!is_for_us(brand, said)) return std::nullopt;
    return seat(brand, said.root, said.author.uid);
}

bool is_crowd(Brand const& brand, Utterance const& said) {
    return said.kind == Kind::comment && !said.author.uid.none() && !brand.speaks(said.author.uid) &&
           !is_for_us(brand, said);
}

Event event_of(Place const& place, Utterance const& said) {
    auto text = mask_personal_data(said.text);
    if (place.by_brand) {
        bool const automatic = without_prefix(text).starts_with(automatic_mark);
        return Event{said.created_at,
                     Replied{said.id, said.author.uid, said.seen_at, std::move(text), place.how, automatic}};
    }
    auto verdict = tone::judge_fan(text);
    return Event{said.created_at,
                 Asked{said.id, said.kind, said.seen_at, std::move(text), std::move(verdict), said.history}};
}

}  // namespace rw::care
