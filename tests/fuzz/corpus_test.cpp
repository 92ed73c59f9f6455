// The corpus and two thousand bent copies of each of its files through the fuzz target, without a fuzzer: the
// same every time. Bodies that the platform really sent join where they are at hand (RW_SHARED).
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

namespace fs = std::filesystem;

namespace {

std::vector<fs::path> files_below(fs::path const& folder) {
    std::vector<fs::path> files;
    std::error_code absent;
    for (auto const& entry : fs::recursive_directory_iterator{folder, absent}) {
        if (entry.is_regular_file()) files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

std::string content_of(fs::path const& file) {
    std::ostringstream text;
    text << std::ifstream{file, std::ios::binary}.rdbuf();
    return text.str();
}

fs::path source() {
    auto const* const given = std::getenv("RW_SOURCE_DIR");
    return given ? given : ".";
}

fs::path captures() {
    if (auto const* const shared = std::getenv("RW_SHARED")) return fs::path{shared} / "weibo" / "fixtures";
    return source() / ".." / "shared" / "weibo" / "fixtures";
}

void feed(std::string const& body) {
    LLVMFuzzerTestOneInput(reinterpret_cast<std::uint8_t const*>(body.data()), body.size());
}

/// Changes a body the way bodies go wrong. Plain remainders: the same on every library.
class Bender {
public:
    explicit Bender(std::uint64_t seed) : dice_{seed} {}

    std::string bend(std::string body) {
        for (auto changes = 1 + roll(3); changes > 0; --changes)
            change(body);
        return body;
    }

private:
    std::size_t roll(std::size_t below) { return static_cast<std::size_t>(dice_() % below); }

    void change(std::string& body) {
        static constexpr std::string_view words[] = {
            "null", "[]",   "{}",      "\"\"", "-1", "9223372036854775808",    "1e309", "\"1\"", "true", "[",
            "{",    "\\u0", "\\ud83d", "\xFF", "\"", std::string_view{"\0", 1}};
        auto const at = roll(body.size() + 1);
        switch (roll(6)) {
            case 0: body.resize(at); break;
            case 1: body.erase(at, 1 + roll(60)); break;
            case 2: body.insert(at, words[roll(std::size(words))]); break;
            case 3: body.insert(at, body.substr(roll(body.size() + 1), roll(80))); break;
            case 4: replace_value(body, at, words[roll(std::size(words))]); break;
            default:
                if (at < body.size()) body[at] = static_cast<char>(roll(256));
        }
    }

    /// Puts `word` where the next value after `at` stands: the shape stays JSON, the type does not.
    static void replace_value(std::string& body, std::size_t at, std::string_view word) {
        auto const colon = body.find(':', at);
        if (colon == std::string::npos) return;
        auto const end = body.find_first_of(",}]", colon);
        body.replace(colon + 1, (end == std::string::npos ? body.size() : end) - colon - 1, word);
    }

    std::mt19937_64 dice_;
};

void feed_bent(std::string const& body, std::uint64_t seed) {
    Bender bender{seed};
    for (int copy = 0; copy < 2000; ++copy)
        feed(bender.bend(body));
}

}  // namespace

TEST_CASE("every file of the corpus is read, and no bent copy of one does harm", "[fuzz]") {
    auto const files = files_below(source() / "tests/fuzz/corpus/weibo_decode");
    REQUIRE(files.size() >= 25);
    std::uint64_t seed = 20261125;
    for (auto const& file : files) {
        INFO(file.filename());
        auto const body = content_of(file);
        feed(body);
        feed_bent(body, seed++);
    }
    SUCCEED();  // whatever is wrong ends the program
}

TEST_CASE("captured bodies are read whole and cut", "[fuzz][fixtures]") {
    for (auto const& file : files_below(captures())) {
        INFO(file);
        auto const body = content_of(file);
        feed(body);
        feed("{\"statuses\":" + body + "}");
        feed("{\"comments\":" + body + "}");
        for (std::size_t size = 0; size < body.size(); size += 1 + body.size() / 40)
            feed(body.substr(0, size));
    }
    SUCCEED();
}
