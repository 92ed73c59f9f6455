// The cabinet in memory, with the promises of the one in Redis.
#pragma once

#include "store/cabinet.hpp"

#include <map>

namespace rw::test {

class MemoryCabinet final : public store::Cabinet {
public:
    net::Task<Result<store::Versioned<std::string>>> open(std::string drawer) override {
        co_return drawers_[drawer];
    }
    net::Task<Result<void>> put(std::string drawer, store::Versioned<std::string> text) override {
        auto& kept = drawers_[drawer];
        if (kept.version != text.version) co_return Failure{Fault::conflict, "put " + drawer};
        kept = {std::move(text.value), text.version + 1};
        co_return Result<void>{};
    }

private:
    std::map<std::string, store::Versioned<std::string>> drawers_;
};

}  // namespace rw::test
