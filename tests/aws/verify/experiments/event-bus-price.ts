import { GetProductsCommand, PricingClient } from "@aws-sdk/client-pricing";
import type { Experiment } from "../experiment";

export const eventBusPrice: Experiment = {
  id: "event-bus-price",
  question: "What do the price lists say about the second generation of custom event buses?",
  run: async (bench) => {
    const { endpoint, keys, isReal } = bench.site;
    const pricing = new PricingClient({
      region: "us-east-1",
      maxAttempts: isReal ? 3 : 1,
      ...(endpoint && { endpoint }),
      ...(keys && { credentials: keys }),
    });
    try {
      const Filters = [{ Type: "TERM_MATCH" as const, Field: "regionCode", Value: "us-east-1" }];
      const found: string[] = [];
      let NextToken: string | undefined;
      do {
        const page = await pricing.send(new GetProductsCommand({ ServiceCode: "AWSEvents", Filters, NextToken }));
        for (const text of page.PriceList ?? []) found.push(...usageOf(String(text)));
        ({ NextToken } = page);
      } while (NextToken);
      return found.length > 0 ? found.sort().join("; ") : "No product is listed.";
    } finally {
      pricing.destroy();
    }
  },
};

/** `usage type: description` of a product as the price list writes it. */
function usageOf(text: string): string[] {
  const product = JSON.parse(text) as {
    product?: { attributes?: { usagetype?: string } };
    terms?: { OnDemand?: Record<string, { priceDimensions?: Record<string, { description?: string }> }> };
  };
  const terms = Object.values(product.terms?.OnDemand ?? {});
  const descriptions = terms.flatMap(({ priceDimensions = {} }) => Object.values(priceDimensions));
  return descriptions.map(({ description }) => `${product.product?.attributes?.usagetype}: ${description}`);
}
