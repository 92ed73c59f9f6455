// What the words of all troubles about people have in common.
#pragma once

#include "alert/waiting.hpp"

#include <string>

namespace rw::alert {

inline tone::Tongue tongue_of(Language language) {
    return language == Language::chinese ? tone::Tongue::chinese : tone::Tongue::english;
}

/// Who it is about, for a first line: in Chinese an `@` stands before it in the phrase; in English who has a
/// name brings it along, and who has none goes without.
std::string in_sentence(care::Conversation const& talk, Language language);

/// Who sees it: ` · 粉丝 3.2万 · 86 个赞 · 12 次转发`; of what nobody has told, nothing (B12).
std::string in_public(Exposure const& exposure, Language language);

/// Why each label of a verdict was set, with its words in `text`.
template <class Verdict>
void add_reasons(std::vector<Reason>& all, Verdict const& verdict, std::string const& text,
                 Language language) {
    for (auto const& reason : verdict.reasons) {
        all.push_back({std::string{tone::to_text(reason.label)}, tone::words_of(reason, text),
                       std::string{tone::meaning(reason.label, tongue_of(language))}});
    }
}

}  // namespace rw::alert
