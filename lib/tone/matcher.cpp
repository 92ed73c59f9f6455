#include "tone/matcher.hpp"

#include <hs.h>

#include <algorithm>

namespace rw::tone {

namespace {

struct Free {
    void operator()(hs_database_t* database) const { hs_free_database(database); }
    void operator()(hs_scratch_t* scratch) const { hs_free_scratch(scratch); }
};

/// A pattern, or the part of one that stands between two `|`.
struct Piece {
    std::string text;
    std::uint32_t item = 0;
    bool veto = false;
    int line = 0;
};

}  // namespace

/// Plain words are compiled apart from expressions: that takes a tenth of the time.
struct Matcher::State {
    std::vector<Piece> words;
    std::vector<Piece> expressions;
    std::unique_ptr<hs_database_t, Free> word_database;
    std::unique_ptr<hs_database_t, Free> expression_database;
    std::unique_ptr<hs_scratch_t, Free> scratch;
};

namespace {

struct Hit {
    Piece const* piece = nullptr;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};
struct Hits {
    std::vector<Piece> const& pieces;
    std::vector<Hit> found;
};

int keep_word(unsigned id, unsigned long long, unsigned long long end, unsigned, void* context) {
    auto& hits = *static_cast<Hits*>(context);
    auto const& piece = hits.pieces[id];
    hits.found.push_back(
        {&piece, static_cast<std::uint32_t>(end - piece.text.size()), static_cast<std::uint32_t>(end)});
    return 0;
}

int keep_expression(unsigned id, unsigned long long begin, unsigned long long end, unsigned, void* context) {
    auto& hits = *static_cast<Hits*>(context);
    hits.found.push_back(
        {&hits.pieces[id], static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    return 0;
}

bool is_plain(std::string_view text) {
    return text.find_first_of(".[](){}?*+^$\\|") == text.npos;
}

/// What stands between the `|` that no bracket encloses.
std::vector<std::string> alternatives(std::string const& pattern) {
    std::vector<std::string> parts(1);
    int depth = 0;
    bool in_class = false;
    for (std::size_t at = 0; at < pattern.size(); ++at) {
        auto const c = pattern[at];
        if (c == '\\' && at + 1 < pattern.size()) {
            parts.back().append(pattern, at++, 2);
            continue;
        }
        if (in_class) {
            in_class = c != ']';
        } else if (c == '[') {
            in_class = true;
        } else if (c == '(' || c == ')') {
            depth += c == '(' ? 1 : -1;
        } else if (c == '|' && depth == 0) {
            parts.emplace_back();
            continue;
        }
        parts.back().push_back(c);
    }
    std::erase(parts, "");
    return parts;
}

std::vector<RuleFault> compile_pieces(std::vector<Piece> const& pieces, bool plain, std::string const& file,
                                      std::unique_ptr<hs_database_t, Free>& out) {
    if (pieces.empty()) return {};
    std::vector<char const*> texts;
    std::vector<std::size_t> sizes;
    std::vector<unsigned> ids;
    for (auto const& piece : pieces) {
        ids.push_back(static_cast<unsigned>(texts.size()));
        texts.push_back(piece.text.c_str());
        sizes.push_back(piece.text.size());
    }
    std::vector<unsigned> const flags(texts.size(), plain ? 0U : HS_FLAG_UTF8 | HS_FLAG_SOM_LEFTMOST);
    hs_database_t* database = nullptr;
    hs_compile_error_t* error = nullptr;
    auto const count = static_cast<unsigned>(texts.size());
    auto const result = plain ? hs_compile_lit_multi(texts.data(), flags.data(), ids.data(), sizes.data(),
                                                     count, HS_MODE_BLOCK, nullptr, &database, &error)
                              : hs_compile_multi(texts.data(), flags.data(), ids.data(), count, HS_MODE_BLOCK,
                                                 nullptr, &database, &error);
    if (result == HS_SUCCESS) {
        out.reset(database);
        return {};
    }
    auto const at = static_cast<std::size_t>(std::max(error->expression, 0));
    RuleFault fault{file, pieces[at].line, "pattern `" + pieces[at].text + "`: " + error->message};
    hs_free_compile_error(error);
    return {std::move(fault)};
}

bool overlap(Match const& a, Match const& b) {
    return a.begin < b.end && b.begin < a.end;
}

}  // namespace

Matcher::Matcher() : state_{std::make_unique<State>()} {}
Matcher::Matcher(Matcher&&) noexcept = default;
Matcher& Matcher::operator=(Matcher&&) noexcept = default;
Matcher::~Matcher() = default;

std::vector<RuleFault> Matcher::compile(std::vector<Patterns> const& items, std::string const& file) {
    auto const take = [&](std::string const& pattern, std::size_t item, bool veto) {
        for (auto& part : alternatives(pattern)) {
            auto& pieces = is_plain(part) ? state_->words : state_->expressions;
            pieces.push_back({std::move(part), static_cast<std::uint32_t>(item), veto, items[item].line});
        }
    };
    for (std::size_t item = 0; item < items.size(); ++item) {
        for (auto const& pattern : items[item].patterns)
            take(pattern, item, false);
        for (auto const& pattern : items[item].vetoes)
            take(pattern, item, true);
    }
    auto faults = compile_pieces(state_->words, true, file, state_->word_database);
    auto const more = compile_pieces(state_->expressions, false, file, state_->expression_database);
    faults.insert(faults.end(), more.begin(), more.end());
    hs_scratch_t* scratch = nullptr;
    for (auto const* database : {state_->word_database.get(), state_->expression_database.get()}) {
        bool const none = database != nullptr && hs_alloc_scratch(database, &scratch) != HS_SUCCESS;
        if (none) faults.push_back({file, 0, "no memory for its patterns"});
    }
    state_->scratch.reset(scratch);
    return faults;
}

std::vector<Match> Matcher::find(std::string_view text) const {
    if (text.empty() || !state_->scratch) return {};
    auto const size = static_cast<unsigned>(text.size());
    Hits words{state_->words, {}};
    if (state_->word_database)
        hs_scan(state_->word_database.get(), text.data(), size, 0, state_->scratch.get(), keep_word, &words);
    Hits expressions{state_->expressions, {}};
    if (state_->expression_database)
        hs_scan(state_->expression_database.get(), text.data(), size, 0, state_->scratch.get(),
                keep_expression, &expressions);
    std::vector<Match> found;
    std::vector<Match> vetoes;
    for (auto const* hits : {&words.found, &expressions.found}) {
        for (auto const& [piece, begin, end] : *hits)
            (piece->veto ? vetoes : found).push_back({piece->item, begin, end});
    }
    std::erase_if(found, [&](Match const& match) {
        return std::ranges::any_of(
            vetoes, [&](Match const& veto) { return veto.item == match.item && overlap(veto, match); });
    });
    std::ranges::sort(found, [](Match const& a, Match const& b) {
        if (a.begin != b.begin) return a.begin < b.begin;
        return a.item != b.item ? a.item < b.item : a.end > b.end;
    });
    auto const twins = std::ranges::unique(
        found, [](Match const& a, Match const& b) { return a.begin == b.begin && a.item == b.item; });
    found.erase(twins.begin(), twins.end());
    return found;
}

}  // namespace rw::tone
